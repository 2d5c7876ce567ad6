import { Check, X } from 'lucide-react'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { Table } from '@/components/ui/table'
import type { Check as Checked } from '@/lib/availability/rules'
import { EXPLAINED } from '@/lib/availability/text/explained'

type Props = {
  title: string
  checks: Checked[]
  /** What is known of a rule beside its answer. */
  notes: Partial<Record<Checked['rule'], string>>
  ids: { practitionerId: string; serviceId: string }
  /** Whether whoever looks may change the settings. */
  canSet: boolean
}

/** Every rule about a time: those that do not hold with the place where each is set, then the others. */
export function RuleList({ title, checks, notes, ids, canSet }: Props) {
  const broken = checks.filter(({ passes }) => !passes)
  const verdict =
    broken.length === 0
      ? 'Patients can book this time online.'
      : `Not offered: ${broken.length} of ${checks.length} rules ${broken.length === 1 ? 'does' : 'do'} not hold.`
  return (
    <Section id="verdict" title={title}>
      <p role="status">{verdict}</p>
      {broken.length > 0 && (
        <Rules caption="Rules that do not hold" checks={broken} notes={notes} ids={ids} canSet={canSet} />
      )}
      <Disclosure summary={`The ${checks.length - broken.length} rules that hold`} open={broken.length === 0}>
        <ul className="grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
          {checks
            .filter(({ passes }) => passes)
            .map(({ rule }) => (
              <li key={rule} className="flex items-start gap-2">
                <Check aria-hidden className="mt-1 size-4 shrink-0 text-ok" />
                <span>
                  {EXPLAINED[rule]?.says}
                  {notes[rule] && <span className="block text-muted">{notes[rule]}</span>}
                </span>
              </li>
            ))}
        </ul>
      </Disclosure>
    </Section>
  )
}

function Rules({ caption, checks, notes, ids, canSet }: Omit<Props, 'title'> & { caption: string }) {
  return (
    <Table
      caption={caption}
      quietCaption
      rows={checks}
      rowKey={({ rule }) => rule}
      columns={[
        {
          head: 'Rule',
          rowHead: true,
          cell: ({ rule }) => (
            <span className="flex items-start gap-2">
              <X aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
              <span>
                <span className="sr-only">Does not hold: </span>
                {EXPLAINED[rule]?.says}
                {notes[rule] && <span className="block font-normal text-muted">{notes[rule]}</span>}
              </span>
            </span>
          ),
        },
        {
          head: 'Where it is set',
          cell: ({ rule }) => {
            const setting = EXPLAINED[rule]?.setting
            if (!setting) return '–'
            return canSet ? <Link href={setting.href(ids)}>{setting.say}</Link> : setting.say
          },
        },
        { head: 'Code', cell: ({ rule }) => <code className="text-small">{rule}</code> },
      ]}
    />
  )
}
