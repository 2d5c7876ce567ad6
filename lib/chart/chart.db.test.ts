import { beforeEach, describe, expect, test } from 'vitest'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery } from '../db/testing/raw'
import { fillTheRest } from '../db/testing/rest'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { closeEntry, saveEntry } from './commands/entries'
import { recordMeasurements } from './commands/measure'
import { savePersonal } from './commands/personal'
import { readChart } from './queries/chart'

let world: World
let ada: string
beforeEach(async () => {
  world = await makeClinic()
  ada = world.patients.ada
  await insertBooking(world, { startsAt: world.at(3, '09:00') })
})

const deeds = async () =>
  (
    await ownerQuery<{ action: string }>(
      `SELECT action FROM audit_event WHERE chain_id = $1 AND patient_id = $2 ORDER BY seq`,
      [world.clinic.id, ada],
    )
  ).map(({ action }) => action)
const add = (entry: object, by = world.as.mora) =>
  saveEntry(by, { patientId: ada, ...entry } as Parameters<typeof saveEntry>[1])
const penicillin = { section: 'allergy', substance: 'Penicillin', severity: 'severe' }
const titlesOf = async (tab: Parameters<typeof readChart>[2], by = world.as.mora) =>
  (await readChart(by, ada, tab)).entries.map(({ state, content }) => [state, Object.values(content)[0]])

describe('a chart', () => {
  test('says of allergies that nobody has asked, that there are none, or which', async () => {
    const sections = async () =>
      (await readChart(world.as.mora, ada, 'timeline')).banner.map(({ section }) => section)
    expect(await sections()).toEqual([])
    await add({ section: 'no_known_allergies' })
    expect(await sections()).toEqual(['no_known_allergies'])
    await add(penicillin)
    expect(await sections()).toEqual(['allergy'])
    await expect(add({ section: 'no_known_allergies' })).rejects.toMatchObject({ code: 'has_allergies' })
  })

  test('never says both, whoever writes at the same moment', async () => {
    await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) => add(n % 2 ? penicillin : { section: 'no_known_allergies' })),
    )
    const { banner } = await readChart(world.as.mora, ada, 'timeline')
    expect(new Set(banner.map(({ section }) => section))).toEqual(new Set(['allergy']))
  })

  test('is opened with one row in the log, before and whatever is on it', async () => {
    await add(penicillin)
    await readChart(world.as.noor, ada, 'allergies')
    expect(await deeds()).toEqual(['chart.entryAdded', 'chart.read'])
  })

  test('shows what happened, newest first, a page at a time, each once', async () => {
    for (let n = 1; n <= 32; n++) await add({ section: 'problem', name: `Problem ${n}` })
    const first = (await readChart(world.as.mora, ada, 'timeline')).timeline
    expect(first.moments.map(({ kind }) => kind).slice(0, 2)).toEqual(['booking', 'entry'])
    expect(first.moments).toHaveLength(30)
    const second = (await readChart(world.as.mora, ada, 'timeline', first.next ?? undefined)).timeline
    expect(second.next).toBeNull()
    const ids = [...first.moments, ...second.moments].map(({ id }) => id)
    expect(new Set(ids).size).toBe(33)
  })

  test('has visits, notes, documents, sent forms and entries in its timeline', async () => {
    await fillTheRest(world)
    const { timeline } = await readChart(world.as.mora, world.patients.ben, 'timeline')
    const kinds = new Set(timeline.moments.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['booking', 'note', 'document', 'form', 'entry']))
  })

  test('keeps sex and pronouns, or that nobody has asked', async () => {
    const personal = async () => {
      const { sex, pronouns } = (await readChart(world.as.mora, ada, 'details')).patient
      return { sex, pronouns }
    }
    await savePersonal(world.as.noor, { patientId: ada, sex: 'female', pronouns: 'she/her' })
    expect(await personal()).toEqual({ sex: 'female', pronouns: 'she/her' })
    await savePersonal(world.as.noor, { patientId: ada })
    expect(await personal()).toEqual({ sex: null, pronouns: null })
    expect(await deeds()).toContain('patient.changed')
  })
})

describe('an entry', () => {
  test('is changed by another that takes its place, and stays to be looked up', async () => {
    const { entryId } = await add({ section: 'problem', name: 'Asthma' })
    await add({ section: 'problem', name: 'Mild asthma', replacesId: entryId }, world.as.noor)
    expect(await titlesOf('problems')).toEqual([
      ['current', 'Mild asthma'],
      ['replaced', 'Asthma'],
    ])
  })

  test('is changed once: of 16 who do so at the same moment one does, and the others are told', async () => {
    const { entryId } = await add({ section: 'problem', name: 'Asthma' })
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) =>
        n % 2
          ? add({ section: 'problem', name: `Asthma ${n}`, replacesId: entryId })
          : closeEntry(world.as.noor, { patientId: ada, entryId, how: 'ended' }),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const it of tries)
      if (it.status === 'rejected') expect(it.reason).toMatchObject({ code: 'entry_changed' })
    expect(
      (await ownerQuery(`SELECT FROM chart_entry WHERE patient_id = $1`, [ada])).length,
    ).toBeLessThanOrEqual(2)
  })

  test('ends or was entered in error, with a reason that is sealed, and is not undone', async () => {
    const { entryId } = await add({ section: 'medicine', name: 'Ibuprofen' })
    const close = { patientId: ada, entryId, how: 'entered_in_error', reason: 'Wrong patient' } as const
    await closeEntry(world.as.mora, close)
    const [entry] = (await readChart(world.as.mora, ada, 'medicines')).entries
    expect(entry).toMatchObject({
      state: 'entered_in_error',
      because: 'Wrong patient',
      closedBy: 'Dr Lucia Mora',
    })
    await expect(closeEntry(world.as.mora, close)).rejects.toMatchObject({ code: 'entry_changed' })
    expect(await deeds()).toContain('chart.entryInError')
  })

  test('that was measured does not end', async () => {
    const { entryId } = await recordMeasurements(world.as.noor, { patientId: ada, pulse: 70 })
    await expect(closeEntry(world.as.mora, { patientId: ada, entryId, how: 'ended' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('is in no column in clear, nor in the log', async () => {
    await add({ section: 'history', kind: 'medical', text: 'quorlendis of the knee', isConfidential: 'on' })
    await add({ section: 'private_note', text: 'quorlendis to myself' })
    await add({ section: 'next_of_kin', name: 'quorlendis', phone: '0491 570 156' })
    for (const table of ['chart_entry', 'chart_proposal', 'audit_event', 'patient', 'outbox_message'])
      expect(await ownerQuery(`SELECT FROM ${table} t WHERE t::text ILIKE '%quorlendis%'`), table).toEqual([])
    expect(JSON.stringify(await readChart(world.as.mora, ada, 'history'))).toContain('quorlendis')
  })
})

describe('what is measured', () => {
  test('is on the chart in whole numbers, when it was measured', async () => {
    await recordMeasurements(world.as.noor, {
      ...{ patientId: ada, temperature: 368, pressure: { systolic: 120, diastolic: 80 }, weight: 72_450 },
      ...{ takenOn: '2026-01-02', takenAt: '09:30' },
    })
    const [entry] = (await readChart(world.as.mora, ada, 'measurements')).entries
    expect(entry?.content).toEqual({
      temperatureTenths: 368,
      systolic: 120,
      diastolic: 80,
      weightGrams: 72_450,
    })
    expect(entry?.at).toEqual(new Date('2026-01-01T22:30:00Z'))
  })

  test('is refused where nobody’s can be so, and asked about where it is unusual', async () => {
    const measure = (values: object) => recordMeasurements(world.as.noor, { patientId: ada, ...values })
    await expect(measure({ weight: 1 })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { weight: 'Weight must be between 0.3 kg and 500.0 kg' },
    })
    await expect(measure({ pulse: 30 })).rejects.toMatchObject({
      code: 'unusual_values',
      fields: { pulse: '30/min is unusual at this age. Is it right?' },
    })
    await expect(measure({ pulse: 30, isRight: 'on' })).resolves.toMatchObject({
      entryId: expect.any(String),
    })
    await expect(measure({ weight: 1, isRight: 'on' })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(measure({})).rejects.toMatchObject({ fields: { temperature: 'Enter at least one value' } })
    await expect(measure({ pulse: 70, takenOn: '2999-01-01' })).rejects.toMatchObject({
      fields: { takenOn: 'This is still to come' },
    })
  })
})

describe('whoever is no clinician of the clinic that has the patient', () => {
  test('opens no chart and writes on none; that they tried is in the log', async () => {
    const elsewhere = await makeClinic()
    const { entryId } = await add(penicillin)
    for (const actor of [world.as.kim, world.as.ines, elsewhere.as.mora]) {
      await expect(readChart(actor, ada, 'timeline')).rejects.toMatchObject({ code: 'not_found' })
      await expect(add(penicillin, actor)).rejects.toMatchObject({
        code: expect.stringMatching(/^not_(allowed|found)$/),
      })
      await expect(closeEntry(actor, { patientId: ada, entryId, how: 'ended' })).rejects.toMatchObject({
        status: expect.any(Number),
      })
    }
    const refused = await ownerQuery(
      `SELECT FROM audit_event WHERE action = 'chart.read' AND outcome = 'refused' AND subject_id = $1`,
      [ada],
    )
    expect(refused).toHaveLength(3)
    await expect(readChart(world.as.mora, newId(), 'timeline')).rejects.toMatchObject({ code: 'not_found' })
    await expect(readChart(world.as.mora, 'x', 'timeline')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('and has nothing to do with the patient, neither, until they have, or give a reason', async () => {
    const { ben } = world.patients
    const write = () => saveEntry(world.as.mora, { patientId: ben, section: 'problem', name: 'Asthma' })
    await expect(readChart(world.as.mora, ben, 'timeline')).rejects.toMatchObject({ code: 'not_found' })
    await expect(write()).rejects.toMatchObject({ code: 'not_found' })
    await insertBooking(world, { startsAt: world.at(4, '09:00'), patientId: ben })
    await write()
    expect((await readChart(world.as.noor, ben, 'problems')).entries).toHaveLength(1)
  })

  test('a nurse sees no confidential entry of a doctor, and nobody the private notes of somebody else', async () => {
    await add({ section: 'problem', name: 'Confidential', isConfidential: 'on' })
    await add({ section: 'problem', name: 'A nurse’s, confidential', isConfidential: 'on' }, world.as.noor)
    await add({ section: 'private_note', text: 'Mine' })
    expect(await titlesOf('problems', world.as.noor)).toEqual([['current', 'A nurse’s, confidential']])
    expect(await titlesOf('problems')).toHaveLength(2)
    expect(await titlesOf('private', world.as.noor)).toEqual([])
    const { counts, timeline } = await readChart(world.as.noor, ada, 'timeline')
    expect(counts).toEqual({ problem: 1 })
    expect(timeline.moments.map(({ kind }) => kind)).toEqual(['booking', 'entry'])
  })
})
