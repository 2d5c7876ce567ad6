import { startTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { takeBackMoveAction } from '@/lib/booking/actions'
import type { CalendarItem } from '@/lib/calendar/queries/view'

/** Undo of a move: brings the visit back, and says whether it could. */
export function takeBack({ id, title }: CalendarItem, version: number): void {
  const form = new FormData()
  form.set('bookingId', id)
  form.set('version', String(version))
  startTransition(async () => {
    const answer = await takeBackMoveAction({ status: 'idle' }, form).catch(() => null)
    if (answer?.status === 'ok') toast(`${title} is back where it was.`)
    else
      toast(answer?.status === 'refused' ? answer.say : 'Something went wrong. Try again.', {
        tone: 'danger',
      })
  })
}
