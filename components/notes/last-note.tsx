import { Link } from '@/components/ui/link'
import type { NoteRecord } from '@/lib/notes/queries/note'
import { SECTIONS } from '@/lib/notes/rules'
import { copiedText, followUpSentence, SECTION_WORDS } from '@/lib/notes/text'
import { printDate } from '@/lib/time'
import { InsertButton } from './insert-button'

/** What was signed of the same patient before, beside the note that is being written; each part can be copied into it, marked as copied. */
export function LastNote({ note }: { note: NoteRecord }) {
  const { booking, content, id, signerName } = note
  const date = printDate(booking.startsAt, booking.timeZone)
  return (
    <section
      aria-labelledby="last-note"
      className="flex flex-col gap-4 border-line border-t pt-4 lg:border-t-0 lg:pt-0"
    >
      <h2 id="last-note" className="font-semibold text-heading">
        Last note, {date}
      </h2>
      <p className="text-muted">
        {content.chiefComplaint || booking.serviceName}, signed by {signerName}.{' '}
        <Link href={`/clinic/notes/${id}`}>Open it</Link>
      </p>
      {SECTIONS.filter((section) => content[section].trim() !== '').map((section) => (
        <section key={section} aria-label={`${SECTION_WORDS[section].label} of the last note`}>
          <h3 className="flex flex-wrap items-center justify-between gap-2 font-medium">
            {SECTION_WORDS[section].label}
            <InsertButton texts={{ [section]: copiedText(content[section], date) }}>
              Copy<span className="sr-only"> {SECTION_WORDS[section].label}</span>
            </InsertButton>
          </h3>
          <p className="wrap-anywhere whitespace-pre-wrap">{content[section]}</p>
        </section>
      ))}
      <p>
        <span className="font-medium">Follow-up:</span> {followUpSentence(content)}
      </p>
    </section>
  )
}
