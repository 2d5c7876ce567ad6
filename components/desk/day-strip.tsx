import NextLink from 'next/link'
import { buttonStyle } from '@/components/ui/button'
import { addDays, printDate, printShortDate } from '@/lib/time'

/** A week of days with how many times are free on each; the chosen one marked. `first`: the strip's first date. */
export function DayStrip({
  first,
  chosen,
  earliest,
  free,
  href,
}: {
  first: string
  chosen: string
  /** The date before which nothing can be booked: today. */
  earliest: string
  /** Date → number of free times. */
  free: Map<string, number>
  href: (day: string) => string
}) {
  const days = Array.from({ length: 7 }, (_, n) => addDays(first, n))
  return (
    <nav aria-label="Days" className="flex flex-col gap-2">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-1.5">
        {days.map((day) => (
          <li key={day}>
            <NextLink
              href={href(day)}
              prefetch={false}
              scroll={false}
              aria-current={day === chosen ? 'date' : undefined}
              className={`${buttonStyle({ kind: 'secondary' })} w-full flex-col gap-0! px-1! aria-[current=date]:border-accent aria-[current=date]:bg-accent-soft aria-[current=date]:ring-1 aria-[current=date]:ring-accent`}
            >
              <span aria-hidden className="whitespace-nowrap">
                {printShortDate(day)}
              </span>
              <span className="sr-only">{printDate(day)},</span>
              <span className="font-normal text-muted text-small">{free.get(day) ?? 'none'} free</span>
            </NextLink>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-1.5">
        {first > earliest && (
          <NextLink
            href={href(later(addDays(first, -7), earliest))}
            prefetch={false}
            scroll={false}
            className={buttonStyle({ kind: 'quiet', size: 'small' })}
          >
            Earlier days
          </NextLink>
        )}
        <NextLink
          href={href(addDays(first, 7))}
          prefetch={false}
          scroll={false}
          className={buttonStyle({ kind: 'quiet', size: 'small' })}
        >
          Later days
        </NextLink>
      </div>
    </nav>
  )
}

function later(one: string, other: string): string {
  return one > other ? one : other
}
