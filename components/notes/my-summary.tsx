import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import type { Summary } from '@/lib/notes/queries/summary'
import { printDate, printPlainDate } from '@/lib/time'

/** Under one's own appointment: what the clinic wrote about it, and when it suggests the next. `followUpOn`: 'YYYY-MM-DD'. */
export function MySummary({
  summaries,
  followUpOn,
  timeZone,
  bookHref,
}: {
  summaries: Summary[]
  followUpOn: string | null
  timeZone: string
  bookHref: string
}) {
  if (summaries.length === 0 && !followUpOn) return null
  return (
    <div className="mt-8 flex max-w-160 flex-col gap-6">
      {summaries.length > 0 && (
        <Section id="summary" title="Summary of your visit">
          {summaries.map(({ text, releasedAt }) => (
            <div key={releasedAt.getTime()} className="flex flex-col gap-2">
              <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
              <p className="text-muted">Written for you on {printDate(releasedAt, timeZone)}</p>
            </div>
          ))}
        </Section>
      )}
      {followUpOn && (
        <Section id="next" title="Your next visit">
          <p>The clinic suggests another visit around {printPlainDate(followUpOn)}.</p>
          <p>
            <LinkButton href={bookHref} kind="secondary">
              Book it
            </LinkButton>
          </p>
        </Section>
      )}
    </div>
  )
}
