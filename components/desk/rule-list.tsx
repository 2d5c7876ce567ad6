import { Check, X } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { Check as Checked } from '@/lib/availability/rules'
import { EXPLAINED } from '@/lib/availability/text/explained'

/** Every rule about a time, those that do not hold first, each with the place where it is set. */
export function RuleList({
  title,
  checks,
  notes,
  ids,
  canSet,
}: {
  title: string
  checks: Checked[]
  /** What is known of a rule beside its answer. */
  notes: Partial<Record<Checked['rule'], string>>
  ids: { practitionerId: string; serviceId: string }
  /** Whether whoever looks may change the settings. */
  canSet: boolean
}) {
  const broken = checks.filter(({ passes }) => !passes)
  const verdict =
    broken.length === 0
      ? 'Patients can book this time online.'
      : `Not offered: ${broken.length} of ${checks.length} rules ${broken.length === 1 ? 'does' : 'do'} not hold.`
  return (
    <section aria-labelledby="verdict" className="flex flex-col gap-3">
      <h2 id="verdict" className="font-semibold text-heading">
        {title}
      </h2>
      <p role="status">{verdict}</p>
      <Table
        caption="Rules"
        quietCaption
        rows={checks.toSorted((a, b) => Number(a.passes) - Number(b.passes))}
        rowKey={({ rule }) => rule}
        columns={[
          {
            head: 'Rule',
            rowHead: true,
            cell: ({ rule }) => (
              <>
                {EXPLAINED[rule]?.says}
                {notes[rule] && <span className="block font-normal text-muted">{notes[rule]}</span>}
              </>
            ),
          },
          {
            head: 'Holds',
            cell: ({ passes }) => (
              <Badge tone={passes ? 'ok' : 'danger'} icon={passes ? Check : X}>
                {passes ? 'Yes' : 'No'}
              </Badge>
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
    </section>
  )
}
