import { calendarAnswer } from '@/app/(public)/calendar-file'
import { currentActor } from '@/lib/access/current'
import { readFeed } from '@/lib/feeds/queries/feed'
import { limit } from '@/lib/http/limits'

type Context = { params: Promise<{ file: string }> }

/** The feed that somebody subscribes to: whoever knows its secret address reads it, and nothing else follows from knowing it. */
export const GET = (_request: Request, { params }: Context) =>
  calendarAnswer('appointments.ics', async () => {
    const actor = await currentActor()
    await limit(actor, 'public.feed')
    return { method: 'PUBLISH', text: await readFeed(actor, (await params).file) }
  })
