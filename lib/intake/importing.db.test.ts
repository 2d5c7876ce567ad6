import { beforeEach, describe, expect, test } from 'vitest'
import { keyActor } from '../access/api-keys'
import { insertBooking } from '../db/testing/booking'
import { insertForm } from '../db/testing/forms'
import { rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { importSubmission } from './commands/import'
import { endKey, makeKey } from './commands/keys'
import { listOpenTasks } from './queries/open-tasks'
import { readSubmission } from './queries/read'
import { answersOf, ask, isAnyOf } from './rules/making'

let world: World
let booking: { id: string; reference: string }
let form: { formId: string }
let token: string

beforeEach(async () => {
  world = await makeClinic()
  booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  form = await insertForm(world, {
    definition: {
      questions: [
        ask('choice', 'bad', 'Is it bad?', {
          options: answersOf('yes: Yes', 'no: No'),
          redFlag: isAnyOf('yes'),
        }),
        ask('number', 'height', 'How tall?', { max: 250, decimals: 0 }),
      ],
    },
  })
  ;({ token } = await makeKey(world.as.ines, { name: 'Website' }))
})

const holder = () => keyActor(world.as.guest.via, token, 'submissions')
const body = (more: Record<string, unknown> = {}) => ({
  ...{ clinicSlug: world.clinic.slug, source: 'jotform' as const, externalId: 'J-1', form: form.formId },
  ...{ bookingReference: booking.reference, dateOfBirth: '1990-12-10', answers: { bad: 'yes', height: 170 } },
  ...more,
})

describe('a form that was filled in elsewhere', () => {
  test('is taken in once for each id it has there, read as ours are, and raises what has to be looked at', async () => {
    const key = await holder()
    const all = await Promise.all([1, 2, 3].map(() => importSubmission(key, body())))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(await importSubmission(key, body({ answers: { bad: 'no' } }))).toEqual({
      id: all[0]?.id,
      isNew: false,
    })
    const read = await readSubmission(world.as.mora, all[0]?.id ?? '')
    expect(read).toMatchObject({
      source: 'jotform',
      bookingId: booking.id,
      patient: { id: world.patients.ada },
    })
    expect(read.pages[0]?.answers.map(({ answer }) => answer)).toEqual(['Yes', '170'])
    expect(await listOpenTasks(world.as.kim)).toMatchObject([{ kind: 'red_flag', bookingId: booking.id }])
  })

  test('names its patient by a number of ours and the birth date together', async () => {
    const key = await holder()
    const [{ number } = { number: '' }] = await rawAs<{ number: string }>(
      'superuser',
      null,
      'SELECT number FROM patient WHERE id = $1',
      [world.patients.ada],
    )
    const byNumber = { bookingReference: undefined, patientNumber: number }
    expect(await importSubmission(key, body({ ...byNumber, externalId: 'J-2' }))).toMatchObject({
      isNew: true,
    })
    for (const wrong of [{ ...byNumber, dateOfBirth: '1990-12-11' }, { dateOfBirth: '1984-03-02' }])
      await expect(importSubmission(key, body({ ...wrong, externalId: 'J-3' }))).rejects.toMatchObject({
        code: 'invalid_input',
      })
  })

  test('has answers to its questions, and nothing else', async () => {
    const answers = { bad: 'perhaps', height: 300, shoe: 'x' }
    await expect(importSubmission(await holder(), body({ answers }))).rejects.toMatchObject({
      fields: {
        'answers.bad': 'Choose one of the answers',
        'answers.height': 'Enter a number up to 250',
        'answers.shoe': 'The form has no such question',
      },
    })
    const [{ n } = { n: 0 }] = await rawAs<{ n: number }>(
      'superuser',
      null,
      'SELECT count(*)::int AS n FROM form_submission WHERE clinic_id = $1',
      [world.clinic.id],
    )
    expect(n).toBe(0)
  })
})

describe('a key', () => {
  test('is good for its clinic and until it is ended', async () => {
    const lagoon = await makeClinic()
    const key = await holder()
    await expect(importSubmission(key, body({ clinicSlug: lagoon.clinic.slug }))).rejects.toMatchObject({
      code: 'not_found',
    })
    const theirs = await insertBooking(lagoon, { startsAt: lagoon.at(3, '09:00') })
    await expect(importSubmission(key, body({ bookingReference: theirs.reference }))).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(endKey(lagoon.as.ines, { keyId: key.keyId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(makeKey(world.as.kim, { name: 'Mine' })).rejects.toMatchObject({ code: 'not_allowed' })
    await endKey(world.as.ines, { keyId: key.keyId })
    await expect(holder()).rejects.toMatchObject({ code: 'not_signed_in' })
    // One that was let in before it ended gets nowhere either.
    await expect(importSubmission(key, body({ externalId: 'J-9' }))).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('sees nothing of the clinic but what it handed in', async () => {
    const { id } = await importSubmission(await holder(), body())
    const key = await holder()
    const tables = await rawAs<{ name: string }>(
      'superuser',
      null,
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition AND relrowsecurity
         AND has_table_privilege('anteroom_app', oid, 'SELECT')`,
    )
    const open = [
      'clinic',
      'location',
      'practitioner',
      'practitioner_service',
      'service',
      'group_session',
      'form',
      'form_version',
      'service_form',
      'vault_key',
    ]
    for (const { name } of tables.filter((one) => !open.includes(one.name)))
      expect([
        name,
        await rawAs('app', `key:${key.keyId}`, `SELECT * FROM ${name}`).then((rows) => rows.length),
      ]).toEqual([name, name === 'form_submission' ? 1 : 0])
    expect(id).toBeTruthy()
  })
})
