import { Link } from '@/components/ui/link'
import type { FreeDay } from '@/lib/availability/queries/calendar'
import { printPhone } from '@/lib/people/text'
import { printDate, printTimeOfDay } from '@/lib/time'

/** The times of a day that are too soon to book online, each once, with the number to call. Nothing to press but the number. */
export function CallToBook({
  day: { date, callToBook },
  practitioners,
  phone,
}: {
  day: FreeDay
  practitioners: { id: string; name: string }[]
  phone: string
}) {
  if (callToBook.length === 0) return null
  const withWhom = new Map<number, string>()
  for (const { startsAt, practitionerId } of callToBook) {
    const name = practitioners.find(({ id }) => id === practitionerId)?.name ?? 'one of us'
    withWhom.set(startsAt.getTime(), withWhom.get(startsAt.getTime()) ?? name)
  }
  const several = new Set(callToBook.map(({ practitionerId }) => practitionerId)).size > 1
  const timeZone = callToBook[0]?.timeZone ?? 'UTC'
  return (
    <section
      aria-label={`Call us to book, ${printDate(date)}`}
      className="flex flex-col gap-2 rounded-card border border-line-strong border-dashed p-4"
    >
      <p className="font-semibold">Call us to book these</p>
      <p>
        They are too soon to book online. Call <Link href={`tel:${phone}`}>{printPhone(phone)}</Link> and ask
        for {withWhom.size === 1 ? 'this time' : 'one of these times'} on {printDate(date)}:
      </p>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 tabular-nums">
        {[...withWhom].map(([at, name]) => (
          <li key={at}>
            {printTimeOfDay(new Date(at), timeZone)}
            {several && <span className="text-muted"> with {name}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
