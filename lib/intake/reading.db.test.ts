import { beforeEach, describe, expect, test } from 'vitest'
import { actorSetting } from '../access/actor'
import { CANARY, deedsOf, makeFormsWorld } from '../db/testing/filling'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { finishTask } from './commands/tasks'
import { withdrawConsent } from './commands/withdraw'
import { readMySubmission } from './queries/fill'
import { listFormsOfBooking } from './queries/of-booking'
import { listSubmissionsOf } from './queries/of-patient'
import { listOpenTasks } from './queries/open-tasks'
import { readSubmission } from './queries/read'

let { world, booking, known, sent } = {} as Awaited<ReturnType<typeof makeFormsWorld>>

beforeEach(async () => {
  ;({ world, booking, known, sent } = await makeFormsWorld())
})

describe('staff', () => {
  test('of the front desk see how far it is and that it has to be looked at, and never an answer (F5)', async () => {
    const submissionId = await sent()
    expect((await listFormsOfBooking(world.as.kim, booking.id)).forms).toMatchObject([
      { title: 'A form', state: 'completed', pagesDone: 2, pagesAsked: 2 },
    ])
    expect(await listSubmissionsOf(world.as.kim, world.patients.ada)).toMatchObject([{ id: submissionId }])
    for (const actor of [world.as.kim, world.as.ines]) {
      await expect(readSubmission(actor, submissionId)).rejects.toMatchObject({ code: 'not_found' })
      expect(await rawAs('app', actorSetting(actor), 'SELECT FROM form_submission')).toEqual([])
      expect(await rawAs('app', actorSetting(actor), 'SELECT FROM consent')).toEqual([])
    }
    const [task] = await listOpenTasks(world.as.kim)
    expect(task).toMatchObject({ kind: 'red_flag', patientName: 'Ada Lindqvist', submissionId })
    await expect(finishTask(world.as.kim, { taskId: task?.id ?? '' })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  test('who treat read it, which is written down first, and tick it off once', async () => {
    const submissionId = await sent()
    const read = await readSubmission(world.as.mora, submissionId)
    expect(
      read.pages.flatMap(({ answers }) => answers.map((it) => [it.label, it.answer, it.isFlagged])),
    ).toEqual([
      ['Any allergies?', 'Yes', true],
      ['What?', CANARY, false],
    ])
    expect((await deedsOf(submissionId)).at(-1)).toBe('submission.viewed')
    await ownerQuery('ALTER TABLE audit_event ADD CONSTRAINT refuses CHECK (false) NOT VALID')
    await expect(readSubmission({ ...world.as.mora }, submissionId)).rejects.toThrow()
    await ownerQuery('ALTER TABLE audit_event DROP CONSTRAINT refuses')
    const taskId = read.task?.id ?? ''
    await finishTask(world.as.noor, { taskId })
    await finishTask(world.as.mora, { taskId })
    expect(await listOpenTasks(world.as.mora)).toEqual([])
    expect(await rawAs('superuser', null, 'SELECT done_by FROM staff_task WHERE id = $1', [taskId])).toEqual([
      { done_by: world.accounts.noor },
    ])
  })

  test('of another clinic find nothing', async () => {
    const submissionId = await sent()
    const lagoon = await makeClinic()
    await expect(readSubmission(lagoon.as.mora, submissionId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listSubmissionsOf(lagoon.as.mora, world.patients.ada)).toEqual([])
    expect((await listFormsOfBooking(lagoon.as.kim, booking.id)).forms).toEqual([])
  })
})

describe('an allergy typed at home', () => {
  test('is proposed to the chart by the form that tells of it, once, and read by nobody before', async () => {
    const submissionId = await sent(known)
    const proposals = await rawAs(
      'superuser',
      null,
      'SELECT section, state::text, patient_id FROM chart_proposal WHERE source_id = $1',
      [submissionId],
    )
    expect(proposals).toEqual([{ section: 'allergy', state: 'pending', patient_id: world.patients.ada }])
    const ada = actorSetting(world.as.ada)
    expect(await rawAs('app', ada, 'SELECT FROM chart_proposal')).toEqual([])
  })
})

describe('a consent', () => {
  test('is withdrawn once by whoever gave it, stays with its text, and staff are told', async () => {
    const submissionId = await sent()
    const [consent] = (await readMySubmission(world.as.ada, submissionId)).consents
    const consentId = consent?.id ?? ''
    await expect(withdrawConsent(world.as.ben, { consentId })).rejects.toMatchObject({ code: 'not_found' })
    await withdrawConsent(world.as.ada, { consentId })
    await withdrawConsent(known, { consentId })
    expect((await listOpenTasks(world.as.kim)).map(({ kind }) => kind).sort()).toEqual([
      'consent_withdrawn',
      'red_flag',
    ])
    expect((await deedsOf(consentId)).filter((it) => it === 'consent.withdrawn')).toHaveLength(1)
    await expect(
      ownerQuery('UPDATE consent SET withdrawn_at = NULL WHERE id = $1', [consentId]),
    ).rejects.toMatchObject({ code: 'AR430' })
  })
})

test('nothing that was answered is in the database in clear, the log of deeds included (K1, L7)', async () => {
  await sent()
  const tables = await rawAs<{ name: string }>(
    'superuser',
    null,
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace) AND relkind IN ('r', 'p')`,
  )
  for (const { name } of tables)
    expect(
      await rawAs('superuser', null, `SELECT FROM ${name} x WHERE x::text ILIKE '%canary%'`),
      name,
    ).toEqual([])
})
