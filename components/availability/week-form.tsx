'use client'

import { useContext, useState } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { FormContext } from '@/components/form/form-context'
import { useAwake } from '@/components/ui/awake'
import { Button } from '@/components/ui/button'
import type { FormState } from '@/lib/actions/state'
import { setWeekAction } from '@/lib/availability/actions'
import { NotSaved, SaveSeen } from './preview'
import { type BlockChoices, type BlockRow, WeekBlock } from './week-block'

type Day = { weekday: number; name: string }

/**
 * The week of a practitioner, day by day: a break is the gap between two blocks. Without script each day has an empty block to fill in, and
 * a block is taken away by clearing its times.
 */
export function WeekForm({
  practitionerId,
  stamp,
  days,
  rows,
  ...choices
}: { practitionerId: string; stamp: string; days: readonly Day[]; rows: BlockRow[] } & BlockChoices) {
  return (
    <ActionForm
      key={stamp}
      action={setWeekAction}
      prefix="week-"
      instead={{ affects_bookings: <NotSaved /> }}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="practitionerId" value={practitionerId} />
      <input type="hidden" name="was" value={stamp} />
      <noscript>
        <p className="text-muted">To take a block away, clear both of its times.</p>
      </noscript>
      <Days days={days} rows={rows} {...choices} />
      <SaveSeen>Save weekly hours</SaveSeen>
    </ActionForm>
  )
}

function Days({ days, rows, ...choices }: { days: readonly Day[]; rows: BlockRow[] } & BlockChoices) {
  const { state } = useContext(FormContext)
  const isAwake = useAwake()
  const [blocks, setBlocks] = useState(() => typedRows(state) ?? rows)
  // Numbers of the empty blocks that are there without script.
  const spare = Math.max(899, ...blocks.map((one) => one.key))
  const add = (weekday: number) =>
    setBlocks((all) => {
      const last = all.findLast((one) => one.weekday === weekday)
      const key = Math.max(0, ...all.map((one) => one.key)) + 1
      return [...all, { key, weekday, locationId: last?.locationId, isNew: true }]
    })
  return (
    <div className="flex flex-col divide-y divide-line rounded-card border border-line bg-surface">
      {days.map(({ weekday, name }) => {
        const ofDay = blocks.filter((one) => one.weekday === weekday)
        return (
          <section
            key={weekday}
            aria-labelledby={`week-day-${weekday}`}
            className="flex flex-wrap gap-x-6 gap-y-2 px-4 py-3"
          >
            <h3 id={`week-day-${weekday}`} className="w-28 pt-1 font-semibold">
              {name}
            </h3>
            <div className="flex min-w-0 grow basis-72 flex-col gap-3">
              {ofDay.length === 0 && <p className="pt-1 text-muted">No hours</p>}
              {ofDay.map((row, n) => (
                <WeekBlock
                  key={row.key}
                  row={row}
                  label={`${name}, block ${n + 1}`}
                  isFirst={n === 0}
                  remove={
                    isAwake ? () => setBlocks((all) => all.filter((one) => one.key !== row.key)) : undefined
                  }
                  {...choices}
                />
              ))}
              <noscript>
                <WeekBlock
                  row={{ key: spare + weekday, weekday }}
                  label={`${name}, another block`}
                  isFirst={ofDay.length === 0}
                  {...choices}
                />
              </noscript>
              {isAwake && (
                <div>
                  <Button kind="secondary" size="small" onClick={() => add(weekday)}>
                    Add hours<span className="sr-only"> on {name}</span>
                  </Button>
                </div>
              )}
            </div>
          </section>
        )
      })}
    </div>
  )
}

/** The blocks that a refused form had, when the page comes back without script. */
function typedRows(state: FormState): BlockRow[] | undefined {
  if (state.status !== 'refused') return undefined
  const { values } = state
  const text = (name: string) => String(values[name] ?? '')
  return Object.keys(values)
    .flatMap((name) => /^blocks\.(\d+)\.weekday$/.exec(name)?.[1] ?? [])
    .filter((key) => text(`blocks.${key}.from`) || text(`blocks.${key}.to`))
    .map((key) => ({
      key: Number(key),
      weekday: Number(text(`blocks.${key}.weekday`)),
      isLimited: Boolean(text(`blocks.${key}.validFrom`) || text(`blocks.${key}.validUntil`)),
    }))
}
