import { calendarFile } from '@/app/(public)/calendar-file'
import { signedIn } from '@/lib/access/current'
import { getMyBooking } from '@/lib/booking/queries/mine'
import { refuseUnless } from '@/lib/errors'
import { isId } from '@/lib/ids'

type Context = { params: Promise<{ id: string }> }

export const GET = (_request: Request, { params }: Context) =>
  calendarFile(async () => {
    const actor = await signedIn('patient')
    const { id } = await params
    refuseUnless(isId(id), 'not_found')
    return getMyBooking(actor, id)
  })
