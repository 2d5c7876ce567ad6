import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { withdrawSummaryAction } from '@/lib/notes/actions'
import type { Summary } from '@/lib/notes/queries/summary'
import { printDate, printTimeOfDay } from '@/lib/time'

/** On a signed note: what its patient reads of the visit, and the way to change that. */
export function ReleasedSummary({
  noteId,
  summary,
  mayRelease,
  timeZone,
}: {
  noteId: string
  summary: Summary | null
  mayRelease: boolean
  timeZone: string
}) {
  if (!summary && !mayRelease) return null
  return (
    <div className="max-w-3xl border-line border-t pt-5 print:hidden">
      <Section id="summary" title="What the patient reads">
        {summary ? (
          <>
            <p className="wrap-anywhere whitespace-pre-wrap">{summary.text}</p>
            <p className="text-muted">
              Released {printDate(summary.releasedAt, timeZone)},{' '}
              {printTimeOfDay(summary.releasedAt, timeZone)}
            </p>
          </>
        ) : (
          <p className="text-muted">
            Nothing yet. The note stays with the clinic until you release a summary.
          </p>
        )}
        {mayRelease && (
          <div className="flex flex-wrap gap-2">
            <LinkButton kind="secondary" href={`/clinic/notes/${noteId}/summary`}>
              {summary ? 'Change the summary' : 'Write a summary for the patient'}
            </LinkButton>
            {summary && (
              <ActionForm action={withdrawSummaryAction} prefix="withdraw-">
                <input type="hidden" name="noteId" value={noteId} />
                <SubmitButton kind="quiet">Take it back</SubmitButton>
              </ActionForm>
            )}
          </div>
        )}
      </Section>
    </div>
  )
}
