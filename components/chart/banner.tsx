import { OctagonAlert, TriangleAlert } from 'lucide-react'
import NextLink from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import type { Chart } from '@/lib/chart/queries/chart'
import type { Entry } from '@/lib/chart/queries/rows'
import { ageWords, entryWords, SEX_WORDS } from '@/lib/chart/text'
import { printPlainDate } from '@/lib/time'
import { chartHref } from './tabs'

/** Who the chart is of and what nobody may miss. It stays in view (app/globals.css keeps what is focused out from under it). `today`: 'YYYY-MM-DD'. */
export function ChartBanner({ chart, today }: { chart: Chart; today: string }) {
  const { patient, banner } = chart
  const { firstName, lastName, bornOn, sex, pronouns, number } = patient
  const facts = [
    ageWords(bornOn, today),
    `born ${printPlainDate(bornOn)}`,
    sex ? SEX_WORDS[sex] : 'Sex not recorded',
    ...(pronouns ? [pronouns] : []),
    number,
  ]
  const kin = banner.find(({ section }) => section === 'next_of_kin')
  return (
    <header
      data-stays
      className="sticky top-0 z-10 -mx-4 -mt-5 mb-4 flex flex-col gap-1.5 border-line border-b bg-surface px-4 py-2.5 sm:-mx-6 sm:px-6 print:static"
    >
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h1 className="font-semibold text-title tracking-tight max-sm:text-heading">
          {firstName} {lastName}
        </h1>
        <p className="max-sm:text-small">{facts.join(' · ')}</p>
      </div>
      <dl className="flex flex-wrap items-center gap-x-6 gap-y-1.5">
        <Fact label="Allergies">
          <Allergies chart={chart} />
        </Fact>
        <Alerts alerts={banner.filter(({ section }) => section === 'alert')} />
        {kin && (
          <div className="flex gap-1.5 max-md:hidden">
            <dt className="text-muted">Next of kin</dt>
            <dd>{nextOfKin(kin)}</dd>
          </div>
        )}
      </dl>
    </header>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      <dt className="text-muted">{label}</dt>
      {children}
    </div>
  )
}

function Allergies({ chart: { patient, banner, proposals } }: { chart: Chart }) {
  const allergies = banner.filter(({ section }) => section === 'allergy')
  const proposed = proposals.filter(({ section }) => section === 'allergy').length
  const isNone = banner.some(({ section }) => section === 'no_known_allergies')
  return (
    <>
      {allergies.map((allergy) => {
        const { title, more } = entryWords(allergy)
        return (
          <dd key={allergy.id} className="min-w-0">
            <Mark tone="danger">
              <span className="font-semibold">{title}</span>
              {more.length > 0 && <span className="font-normal">{more.join(', ')}</span>}
            </Mark>
          </dd>
        )
      })}
      {allergies.length === 0 && (
        <dd>
          {isNone ? <Badge tone="ok">No known allergies</Badge> : <Badge tone="warn">Not recorded</Badge>}
        </dd>
      )}
      {proposed > 0 && (
        <dd>
          <Badge tone="warn">
            <NextLink href={chartHref(patient.id, 'allergies')} prefetch={false} className="underline">
              {proposed} proposed
            </NextLink>
          </Badge>
        </dd>
      )}
    </>
  )
}

function Alerts({ alerts }: { alerts: Entry[] }) {
  if (alerts.length === 0) return null
  return (
    <Fact label="Alerts">
      {alerts.map((alert) => (
        <dd key={alert.id} className="min-w-0">
          <Mark tone="warn">{entryWords(alert).title}</Mark>
        </dd>
      ))}
    </Fact>
  )
}

const MARKS = {
  danger: { look: 'border-danger bg-danger-soft text-danger', Icon: OctagonAlert },
  warn: { look: 'border-warn bg-warn-soft text-warn', Icon: TriangleAlert },
}

/** Like a badge, of as many words as it takes. */
function Mark({ tone, children }: { tone: keyof typeof MARKS; children: ReactNode }) {
  const { look, Icon } = MARKS[tone]
  return (
    <span className={`inline-flex items-baseline gap-1.5 rounded-control border px-2 text-small ${look}`}>
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" strokeWidth={2.25} />
      {children}
    </span>
  )
}

function nextOfKin(kin: Entry): string {
  const { title, more } = entryWords(kin)
  return [title, ...more].join(', ')
}
