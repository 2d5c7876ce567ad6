import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { FormLine, VersionState } from '@/lib/intake/queries/building'
import { KIND_WORDS } from '@/lib/intake/text/words'

const words: Record<VersionState, { say: string; tone: BadgeTone }> = {
  draft: { say: 'Draft', tone: 'accent' },
  published: { say: 'Published', tone: 'ok' },
  retired: { say: 'Retired', tone: 'neutral' },
}

/** The state of a version. */
export function VersionBadge({ state }: { state: VersionState }) {
  return <Badge tone={words[state].tone}>{words[state].say}</Badge>
}

/** The clinic's forms. */
export function FormList({ forms }: { forms: FormLine[] }) {
  return (
    <Table
      caption="Forms"
      quietCaption
      rows={forms}
      rowKey={({ id }) => id}
      columns={[
        {
          head: 'Title',
          rowHead: true,
          cell: ({ id, title }) => <Link href={`/admin/forms/${id}`}>{title}</Link>,
        },
        { head: 'Kind', cell: ({ kind }) => KIND_WORDS[kind] },
        { head: 'Asked for by', cell: ({ services }) => services.join(', ') || 'Nobody yet' },
        {
          head: 'State',
          cell: ({ states }) => (
            <span className="flex flex-wrap gap-1.5">
              {statesOf(states).map((state) => (
                <VersionBadge key={state} state={state} />
              ))}
            </span>
          ),
        },
      ]}
    />
  )
}

/** A draft and what is published; retired only where there is neither. */
function statesOf(states: FormLine['states']): VersionState[] {
  const live = states.map(({ state }) => state).filter((state) => state !== 'retired')
  return live.length > 0 ? live : ['retired']
}
