import {
  CalendarDays,
  CircleSlash,
  ClipboardCheck,
  ClipboardPlus,
  FileText,
  type LucideIcon,
  NotebookPen,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { StatusBadge } from '@/components/booking/status-badge'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import type { Chart } from '@/lib/chart/queries/chart'
import type { Moment } from '@/lib/chart/queries/timeline'
import { printCursor } from '@/lib/chart/rules'
import { closedWord, entryWords, SECTION_WORDS } from '@/lib/chart/text'
import { localDate, printPlainDate, printTimeOfDay } from '@/lib/time'
import { EntryName } from './entry-list'
import { chartHref } from './tabs'

/** Everything that happened and is to, newest first, a page at a time. */
export function Timeline({ chart, timeZone, isOlder }: { chart: Chart; timeZone: string; isOlder: boolean }) {
  const { patient, timeline } = chart
  return (
    <div className="max-w-4xl">
      <Section id="timeline" title={isOlder ? 'Timeline, further back' : 'Timeline'}>
        {timeline.moments.length === 0 ? (
          <EmptyState title={isOlder ? 'Nothing older' : 'Nothing yet'}>
            Visits, notes, measurements and everything else of this patient will be here.
          </EmptyState>
        ) : (
          <ol className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface">
            {timeline.moments.map((moment) => (
              <li key={`${moment.kind} ${moment.id}`} className="flex gap-x-4 px-4 py-2 max-sm:flex-col">
                <span className="w-52 shrink-0 text-muted text-small tabular-nums sm:pt-0.5">
                  {printPlainDate(localDate(moment.at, moment.timeZone ?? timeZone))},{' '}
                  {printTimeOfDay(moment.at, moment.timeZone ?? timeZone)}
                </span>
                <What moment={moment} patientId={patient.id} />
              </li>
            ))}
          </ol>
        )}
        {timeline.next && (
          <p>
            <Link href={chartHref(patient.id, 'timeline', { before: printCursor(timeline.next) })}>
              Older
            </Link>
          </p>
        )}
      </Section>
    </div>
  )
}

function What({ moment, patientId }: { moment: Moment; patientId: string }) {
  if (moment.kind === 'booking')
    return (
      <Line icon={CalendarDays} by={`with ${moment.practitioner}`}>
        <Link href={`/desk/bookings/${moment.id}`}>{moment.service}</Link>{' '}
        <StatusBadge status={moment.status} />
      </Line>
    )
  if (moment.kind === 'note')
    return (
      <Line icon={NotebookPen} by={moment.author && `by ${moment.author}`}>
        <Link href={`/clinic/notes/${moment.id}`}>Note: {moment.service}</Link>{' '}
        {!moment.isSigned && <Badge>Draft</Badge>}
      </Line>
    )
  if (moment.kind === 'document')
    return (
      <Line icon={FileText} by={moment.by && `by ${moment.by}`}>
        <Link href={`/desk/patients/${patientId}/documents`}>Document: {moment.says}</Link>
      </Line>
    )
  if (moment.kind === 'form')
    return (
      <Line icon={ClipboardCheck} by="by the patient">
        <Link href={`/clinic/submissions/${moment.id}`}>Form: {moment.title}</Link>
      </Line>
    )
  return <Change {...moment} />
}

function Change({ entry, kind }: Extract<Moment, { kind: 'entry' | 'closed' }>) {
  const { more } = entryWords(entry)
  return (
    <Line
      icon={kind === 'closed' ? CircleSlash : ClipboardPlus}
      by={kind === 'closed' ? entry.closedBy && `by ${entry.closedBy}` : entry.by && `by ${entry.by}`}
      more={kind === 'closed' ? entry.because : more.join(', ')}
    >
      <span className="text-muted">
        {SECTION_WORDS[entry.section].one}
        {kind === 'closed' && `, ${closedWord(entry).toLowerCase()}`}:
      </span>{' '}
      <EntryName entry={entry} />
      {kind === 'entry' && entry.state !== 'current' && (
        <Badge>{entry.state === 'replaced' ? 'Changed since' : closedWord(entry)}</Badge>
      )}
    </Line>
  )
}

function Line({
  icon: Icon,
  by,
  more,
  children,
}: {
  icon: LucideIcon
  by: string | null
  more?: string | null
  children: ReactNode
}) {
  return (
    <div className="flex min-w-0 gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">{children}</div>
        {(more || by) && <p className="text-muted text-small">{[more, by].filter(Boolean).join(' · ')}</p>}
      </div>
    </div>
  )
}
