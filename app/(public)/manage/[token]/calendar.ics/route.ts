import { currentVia } from '@/lib/access/current'
import { linkActor } from '@/lib/access/links'
import { getManagedBooking } from '@/lib/booking/queries/mine'
import { limit } from '@/lib/http/limits'
import { calendarFile } from '../../../calendar-file'

type Context = { params: Promise<{ token: string }> }

export const GET = (_request: Request, { params }: Context) =>
  calendarFile(async () => {
    const via = await currentVia()
    await limit(via, 'public.change')
    return getManagedBooking(await linkActor(via, (await params).token))
  })
