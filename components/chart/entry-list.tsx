import { Lock } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { Entry } from '@/lib/chart/queries/rows'
import { canChange, canEnd, tabWith } from '@/lib/chart/rules'
import { closedWord, entryWords } from '@/lib/chart/text'
import { localDate, printPlainDate } from '@/lib/time'
import { chartHref } from './tabs'

/** The current entries of a page of the chart, each to be changed or ended. */
export function EntryList({
  caption,
  head,
  entries,
  patientId,
  timeZone,
}: {
  caption: string
  /** What the first column is called. */
  head: string
  entries: Entry[]
  patientId: string
  timeZone: string
}) {
  return (
    <Table
      caption={caption}
      quietCaption
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        { head, rowHead: true, cell: (entry) => <EntryName entry={entry} /> },
        { head: 'Details', cell: (entry) => entryWords(entry).more.join(', ') || '–' },
        { head: 'Recorded', cell: (entry) => <Recorded entry={entry} timeZone={timeZone} /> },
        {
          head: 'Actions',
          quietHead: true,
          end: true,
          cell: (entry) => <EntryLinks entry={entry} patientId={patientId} />,
        },
      ]}
    />
  )
}

/** What is over, was changed or was wrong. */
export function ClosedEntries({ entries, timeZone }: { entries: Entry[]; timeZone: string }) {
  if (entries.length === 0) return null
  return (
    <Disclosure summary="Ended, changed, entered in error">
      <ul className="flex flex-col gap-3">
        {entries.map((entry) => {
          const { title, more } = entryWords(entry)
          const { closedAt, closedBy, because } = entry
          return (
            <li key={entry.id}>
              <span className="whitespace-pre-line font-medium">{title}</span>
              {more.length > 0 && `, ${more.join(', ')}`}
              <span className="block text-muted text-small">
                {closedWord(entry)} {closedAt && `on ${printPlainDate(localDate(closedAt, timeZone))}`} by{' '}
                {closedBy ?? 'a former colleague'}
                {because && `: ${because}`}
              </span>
            </li>
          )
        })}
      </ul>
    </Disclosure>
  )
}

/** An entry's name, and who may not see it. */
export function EntryName({ entry }: { entry: Entry }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="min-w-0 whitespace-pre-line">{entryWords(entry).title}</span>
      {entry.visibility === 'confidential' && <Badge icon={Lock}>Confidential</Badge>}
    </span>
  )
}

function Recorded({ entry: { at, by, isTold }, timeZone }: { entry: Entry; timeZone: string }) {
  return (
    <span className="text-muted text-small">
      {printPlainDate(localDate(at, timeZone))} by {by ?? 'a former colleague'}
      {isTold && ', as the patient told'}
    </span>
  )
}

function EntryLinks({ entry, patientId }: { entry: Entry; patientId: string }) {
  const { title } = entryWords(entry)
  const to = (what: 'change' | 'close') =>
    `${chartHref(patientId, tabWith(entry.section), { [what]: entry.id })}#form`
  return (
    <span className="flex gap-4 whitespace-nowrap md:justify-end">
      {canChange(entry.section) && (
        <Link href={to('change')}>
          Change<span className="sr-only"> {title}</span>
        </Link>
      )}
      <Link href={to('close')}>
        {canEnd(entry.section) ? 'End' : 'Error'}
        <span className="sr-only"> {title}</span>
      </Link>
    </span>
  )
}
