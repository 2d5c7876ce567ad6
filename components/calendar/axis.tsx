import { Radio } from 'lucide-react'
import type { CalendarView } from '@/lib/calendar/queries/view'
import { bodyOf, boxAt } from './place'
import type { Liveness } from './use-live-view'

/** The hours, at the left of all columns. Whoever hears the grid hears each item's own time. */
export function Axis({ view }: { view: CalendarView }) {
  const lines = view.hours.map((hour, n) => ({ at: n * 60, hour }))
  return (
    <div aria-hidden className="sticky left-0 z-3 w-18 shrink-0 bg-surface text-muted text-small">
      <div className="sticky top-0 z-1 h-11 border-line-strong border-b bg-surface" />
      <div className={bodyOf(view.minutes)}>
        {lines.map(({ at, hour }) => (
          <span
            key={at}
            className={`${boxAt({ from: at, to: at + 30 })} whitespace-nowrap pr-2 text-right tabular-nums`}
          >
            {hour}
          </span>
        ))}
      </div>
    </div>
  )
}

const notes: Record<Liveness, string> = {
  connecting: '',
  live: 'Changes show as they happen',
  cut: 'Not connected. Changes by others show when the connection is back',
  ended: 'You are signed out. Load the page again to go on',
}

/** Whether what is shown is how it is now. */
export function LivenessNote({ liveness }: { liveness: Liveness }) {
  return (
    <p role="status" className={`flex items-center gap-1.5 ${liveness === 'live' ? '' : 'text-danger'}`}>
      {liveness === 'live' && <Radio aria-hidden className="size-4 text-ok" />}
      {notes[liveness]}
    </p>
  )
}
