import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { ageOn, instantAt, localDate, localTime } from '../../time'
import { doubtsAbout } from '../rules/measurements'
import type { Measured } from '../schema'
import type { MeasureInput } from '../schema/measure'
import { patientToWriteOn, writeEntry } from './write'

/** The control in which a value is typed. */
const FIELDS: Record<keyof Measured, string> = {
  temperatureTenths: 'temperature',
  systolic: 'pressure',
  diastolic: 'pressure',
  pulse: 'pulse',
  respiration: 'respiration',
  oxygenPercent: 'oxygen',
  weightGrams: 'weight',
  heightMillimetres: 'height',
}

/**
 * Puts what was measured at one moment on the chart, in whole numbers; audited. Refuses `invalid_input` for what nobody's can be or lies in
 * the future, and `unusual_values` until staff say that they are right; both with a sentence beside each field.
 */
export async function recordMeasurements(
  actor: StaffActor,
  input: MeasureInput,
): Promise<{ entryId: string }> {
  const measured = measuredIn(input)
  refuseUnless(Object.keys(measured).length > 0, 'invalid_input', { temperature: 'Enter at least one value' })
  return asActor(actor, async (tx) => {
    const { patientId } = input
    const { bornOn } = await patientToWriteOn(tx, actor, patientId)
    const { at, onDate } = await momentOf(tx, actor, input)
    const { impossible, unusual } = doubtsAbout(measured, ageOn(bornOn, onDate))
    if (Object.keys(impossible).length > 0) throw refusal('invalid_input', byField(impossible))
    if (Object.keys(unusual).length > 0 && !input.isRight) throw refusal('unusual_values', byField(unusual))
    const entryId = await writeEntry(tx, actor, { section: 'measurement', content: measured, patientId, at })
    await record(tx, actor, 'chart.entryAdded', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'chart_entry', subjectId: entryId },
      detail: { section: 'measurement' },
    })
    return { entryId }
  })
}

function measuredIn({
  temperature,
  pressure,
  pulse,
  respiration,
  oxygen,
  weight,
  height,
}: MeasureInput): Measured {
  const measured: Measured = {
    ...{ temperatureTenths: temperature, systolic: pressure?.systolic, diastolic: pressure?.diastolic },
    ...{ pulse, respiration, oxygenPercent: oxygen, weightGrams: weight, heightMillimetres: height },
  }
  return Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== undefined))
}

/** When it was measured, on the clinic's clock. */
async function momentOf(tx: Tx, actor: StaffActor, { takenOn, takenAt }: MeasureInput) {
  const { timeZone } = found(
    await tx.clinic.findFirst({ where: { id: actor.clinicId }, select: { timeZone: true } }),
  )
  const present = now()
  const onDate = takenOn ?? localDate(present, timeZone)
  if (!takenOn && !takenAt) return { at: present, onDate }
  const at = instantAt(onDate, takenAt ?? localTime(present, timeZone), timeZone)
  refuseUnless(at <= present, 'invalid_input', { [takenOn ? 'takenOn' : 'takenAt']: 'This is still to come' })
  return { at, onDate }
}

const byField = (doubts: Partial<Record<keyof Measured, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(doubts).map(([key, say]) => [FIELDS[key as keyof Measured], say]))
