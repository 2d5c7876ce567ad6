import { Arrival } from '@/components/ui/arrival'
import { Notification } from '@/components/ui/notification'
import type { Slot } from '@/lib/availability/queries/slots'
import { printDate, printTimeOfDay } from '@/lib/time'
import { SlotSentences } from './free-times'

/** Above the free times: the one that was chosen could not be had, and what is nearest to it. Takes the focus. */
export function GoneTime({
  at,
  say,
  others,
  practitioners,
  timeZone,
  timeHref,
}: {
  at: Date
  say: string
  others: Slot[]
  practitioners: { id: string; name: string }[]
  timeZone: string
  timeHref?: (slot: Slot) => string
}) {
  return (
    <Arrival moment={at.getTime()} aria-label="This time is gone" className="outline-none">
      <Notification kind="warning" title={say}>
        <p>
          It was {printDate(at, timeZone)}, {printTimeOfDay(at, timeZone)}. Nothing you have typed is lost.
        </p>
        {others.length > 0 && (
          <>
            <p>The nearest free times:</p>
            <SlotSentences slots={others} practitioners={practitioners} timeHref={timeHref} />
          </>
        )}
      </Notification>
    </Arrival>
  )
}
