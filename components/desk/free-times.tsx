import { EmptyState } from '@/components/ui/empty-state'
import { printDate } from '@/lib/time'
import { DayStrip } from './day-strip'
import { TimeChoice, type TimeGroup } from './time-choice'

/** What is free: the next times, a week of days, and the times of the chosen day. Dates as 'YYYY-MM-DD'. */
export type FreeTimesView = {
  next: TimeGroup[]
  today: string
  first: string
  day: string
  free: Map<string, number>
  ofDay: TimeGroup[]
}

/** The times to choose from, inside an ActionForm. `dayHref`: the same page on another day. `chosen`: to begin with. */
export function FreeTimes({
  view,
  dayHref,
  chosen,
}: {
  view: FreeTimesView
  dayHref: (day: string) => string
  chosen?: string | undefined
}) {
  const { next, today, first, day, free, ofDay } = view
  if (next.length === 0)
    return (
      <EmptyState title="No free times">
        Nothing is free for this choice. Try another practitioner or place, or anyone.
      </EmptyState>
    )
  return (
    <>
      <div className="max-w-2xl">
        <TimeChoice groups={next} chosen={chosen} />
      </div>
      <section aria-labelledby="by-day" className="flex flex-col gap-4">
        <h2 id="by-day" className="font-semibold">
          Or by day
        </h2>
        <DayStrip first={first} chosen={day} earliest={today} free={free} href={dayHref} />
        {ofDay.length === 0 && <p className="text-muted">Nothing is free on {printDate(day)}.</p>}
        <TimeChoice groups={ofDay} from={next.length} chosen={chosen} />
      </section>
    </>
  )
}
