import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { type Column, Table } from '@/components/ui/table'
import type { Chart } from '@/lib/chart/queries/chart'
import type { Entry } from '@/lib/chart/queries/rows'
import { bodyMassIndices, KINDS, numberOf, printed } from '@/lib/chart/rules/measurements'
import type { Measured } from '@/lib/chart/schema'
import { EMPTY_WORDS, printBmi } from '@/lib/chart/text'
import { ageOn, localDate, printPlainDate, printTimeOfDay } from '@/lib/time'
import { CloseEntry } from './entry-forms'
import { ClosedEntries } from './entry-list'
import { MeasureForm } from './measure-form'
import { chartHref } from './tabs'
import { type Point, Trend } from './trend'

type Set = { entry: Entry; measured: Measured; bmi: number | null }

/** What was measured, in pictures over time and as a table, with the form beside it. `close`: the entry to be marked as wrong. */
export function MeasurementsPage({
  chart,
  timeZone,
  today,
  close,
}: {
  chart: Chart
  timeZone: string
  today: string
  close: string | undefined
}) {
  const { patient, entries } = chart
  const sets = setsOf(entries, ageOn(patient.bornOn, today))
  const closed = sets.find(({ entry }) => entry.id === close)
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-6">
        <Section id="entries" title="Measurements">
          {sets.length === 0 ? (
            <EmptyState title={EMPTY_WORDS.measurements}>
              What is measured will be here, over time.
            </EmptyState>
          ) : (
            <>
              <Trends sets={sets} timeZone={timeZone} />
              <Sets sets={sets} patientId={patient.id} timeZone={timeZone} />
            </>
          )}
          <ClosedEntries entries={entries.filter(({ state }) => state !== 'current')} timeZone={timeZone} />
        </Section>
      </div>
      {closed ? (
        <CloseEntry patientId={patient.id} entry={closed.entry} />
      ) : (
        <MeasureForm patientId={patient.id} />
      )}
    </div>
  )
}

/** The current sets, newest first, each with the index that its weight makes. */
function setsOf(entries: Entry[], age: number): Set[] {
  const sets = entries.flatMap((entry) =>
    entry.section === 'measurement' && entry.state === 'current' ? [{ entry, measured: entry.content }] : [],
  )
  const indices = bodyMassIndices(
    sets.map(({ measured }) => measured),
    age,
  )
  return sets.map((set, n) => ({ ...set, bmi: indices[n] ?? null }))
}

function Trends({ sets, timeZone }: { sets: Set[]; timeZone: string }) {
  const oldestFirst = sets.toReversed()
  const pictures = [
    ...KINDS.filter(({ key }) => key !== 'diastolic').map((kind) => ({
      label: kind.key === 'systolic' ? 'Blood pressure' : kind.label,
      points: oldestFirst.flatMap(({ entry: { at }, measured }) => {
        const value = measured[kind.key]
        if (value === undefined) return []
        const also = kind.key === 'systolic' ? measured.diastolic : undefined
        return { at, value, also, say: also === undefined ? printed(kind, value) : `${value}/${also} mmHg` }
      }),
    })),
    {
      label: 'Body mass index',
      points: oldestFirst.flatMap(({ entry: { at }, bmi }) =>
        bmi === null ? [] : { at, value: bmi, say: `${printBmi(bmi)} kg/m²` },
      ),
    },
  ] satisfies { label: string; points: Point[] }[]
  const shown = pictures.filter(({ points }) => points.length > 1)
  if (shown.length === 0) return null
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
      {shown.map(({ label, points }) => (
        <Trend key={label} label={label} points={points} days={daysOf(points, timeZone)} />
      ))}
    </div>
  )
}

function daysOf(points: Point[], timeZone: string): [string, string] {
  const day = (point: Point | undefined) => (point ? printPlainDate(localDate(point.at, timeZone)) : '')
  return [day(points[0]), day(points.at(-1))]
}

function Sets({ sets, patientId, timeZone }: { sets: Set[]; patientId: string; timeZone: string }) {
  const value = (key: keyof Measured): Column<Set>['cell'] => {
    const kind = KINDS.find((it) => it.key === key)
    return ({ measured }) => (kind && measured[key] !== undefined ? numberOf(kind, measured[key]) : '–')
  }
  const columns: Column<Set>[] = [
    { head: 'Measured', rowHead: true, cell: ({ entry }) => <When entry={entry} timeZone={timeZone} /> },
    { head: 'T (°C)', cell: value('temperatureTenths') },
    {
      head: 'BP (mmHg)',
      cell: ({ measured: { systolic, diastolic } }) => (systolic ? `${systolic}/${diastolic}` : '–'),
    },
    { head: 'Pulse', cell: value('pulse') },
    { head: 'Resp.', cell: value('respiration') },
    { head: 'SpO₂ (%)', cell: value('oxygenPercent') },
    { head: 'Weight (kg)', cell: value('weightGrams') },
    { head: 'Height (cm)', cell: value('heightMillimetres') },
    { head: 'BMI', cell: ({ bmi }) => (bmi === null ? '–' : printBmi(bmi)) },
    {
      head: 'Actions',
      quietHead: true,
      end: true,
      cell: ({ entry }) => (
        <Link href={`${chartHref(patientId, 'measurements', { close: entry.id })}#form`}>
          Error<span className="sr-only"> in what was measured on {dayOf(entry, timeZone)}</span>
        </Link>
      ),
    },
  ]
  return (
    <Table
      caption="Measurements, newest first"
      quietCaption
      rows={sets}
      rowKey={({ entry }) => entry.id}
      columns={columns}
    />
  )
}

const dayOf = ({ at }: Entry, timeZone: string) => printPlainDate(localDate(at, timeZone))

function When({ entry, timeZone }: { entry: Entry; timeZone: string }) {
  return (
    <span className="flex flex-col">
      <span className="whitespace-nowrap">{dayOf(entry, timeZone)}</span>
      <span className="font-normal text-muted text-small">
        {printTimeOfDay(entry.at, timeZone)}, {entry.by ?? 'a former colleague'}
      </span>
    </span>
  )
}
