import { startTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { moveSessionOnCalendarAction, takeBackMoveAction } from '@/lib/booking/actions'
import type { CalendarView } from '@/lib/calendar/queries/view'
import { fieldsOf, type Moving } from './moving'

/** Undo of a move that led to a version: brings it back, and says whether it could. */
export function takeBack(view: CalendarView, moving: Moving, version: number): void {
  const { id, kind, title } = moving.item
  const isSession = kind === 'session'
  const fields = isSession
    ? { ...fieldsOf(view, { ...moving, place: moving.home }), sequence: String(version), back: 'on' }
    : { bookingId: id, version: String(version) }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  startTransition(async () => {
    const bring = isSession ? moveSessionOnCalendarAction : takeBackMoveAction
    const answer = await bring({ status: 'idle' }, form).catch(() => null)
    if (answer?.status === 'ok') toast(`${title} is back where it was.`)
    else
      toast(answer?.status === 'refused' ? answer.say : 'Something went wrong. Try again.', {
        tone: 'danger',
      })
  })
}
