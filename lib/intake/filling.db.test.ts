import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, actorSetting, actors } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { agreed, allergyForm, CANARY, deedsOf, idIn, makeFormsWorld, savePageOf } from '../db/testing/filling'
import { insertForm } from '../db/testing/forms'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { newId } from '../ids'
import { askForForm } from './commands/ask'
import { savePage, startForm } from './commands/fill'
import { sendForm } from './commands/send'
import { findPage, readMySubmission } from './queries/fill'
import { listFormsOfBooking } from './queries/of-booking'
import { type Filler, listFormTasks } from './queries/tasks'
import { PRIVACY } from './rules/ready-made-full'

let { world, booking, form, known, begin, sent } = {} as Awaited<ReturnType<typeof makeFormsWorld>>

beforeEach(async () => {
  ;({ world, booking, form, known, begin, sent } = await makeFormsWorld())
})

describe('a form', () => {
  test('is asked for by the booking’s service, begun once however often, saved page by page, and sent', async () => {
    expect((await listFormTasks(world.as.ada)).left).toMatchObject([{ title: 'A form', submission: null }])
    const [submissionId, again] = await Promise.all([begin(), begin()])
    expect(again).toBe(submissionId)
    expect(await savePageOf(world.as.ada, submissionId, 'start', { has: 'yes' })).toEqual({
      goTo: `/my/forms/${submissionId}/which`,
    })
    expect((await listFormTasks(world.as.ada)).left).toMatchObject([
      { submission: { id: submissionId, pagesDone: 1, pagesAsked: 2 } },
    ])
    expect(await savePageOf(world.as.ada, submissionId, 'which', { list: 'Nuts' })).toEqual({
      goTo: `/my/forms/${submissionId}/check`,
    })
    const done = { submissionId, ...agreed }
    const goTo = `/my/forms/${submissionId}/sent`
    expect(await Promise.all([sendForm(world.as.ada, done), sendForm(world.as.ada, done)])).toEqual([
      { goTo },
      { goTo },
    ])
    expect(await listFormTasks(world.as.ada)).toMatchObject({
      left: [],
      sent: [{ submission: { id: submissionId } }],
    })
    expect((await deedsOf(submissionId)).filter((it) => it !== 'submission.viewed')).toEqual([
      ...['submission.started', 'submission.saved', 'submission.saved'],
      ...['consent.given', 'task.raised', 'submission.sent'],
    ])
  })

  test('keeps what is right out of what is wrong, and says which is which', async () => {
    const submissionId = await begin()
    await expect(savePageOf(world.as.ada, submissionId, 'start', { has: 'perhaps' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { 'a.has': 'Choose one of the answers' },
    })
    await expect(savePageOf(world.as.ada, submissionId, 'which', {})).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('saved on another device meanwhile is not overwritten unseen', async () => {
    const submissionId = await begin()
    const seen = findPage(await readMySubmission(world.as.ada, submissionId), 'start')?.seen ?? ''
    await savePageOf(world.as.ada, submissionId, 'start', { has: 'yes' })
    const late = { submissionId, page: 'start', seen, a: { has: 'no' } }
    await expect(savePage(world.as.ada, late)).rejects.toMatchObject({ code: 'form_changed' })
  })

  test('is not sent before it is answered and agreed to, and never changes after (N2)', async () => {
    const submissionId = await begin()
    await expect(sendForm(world.as.ada, { submissionId, ...agreed })).rejects.toMatchObject({
      code: 'form_not_ready',
    })
    await savePageOf(world.as.ada, submissionId, 'start', { has: 'no' })
    await expect(sendForm(world.as.ada, { submissionId, agree: {} })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { 'agree.privacy': expect.any(String), name: expect.any(String) },
    })
    expect(
      await rawAs('superuser', null, 'SELECT FROM consent WHERE submission_id = $1', [submissionId]),
    ).toEqual([])
    await sendForm(world.as.ada, { submissionId, ...agreed })
    await expect(savePageOf(world.as.ada, submissionId, 'start', { has: 'yes' })).rejects.toMatchObject({
      code: 'form_over',
    })
    const ada = actorSetting(world.as.ada)
    for (const statement of [
      `UPDATE form_submission SET answers_sealed = 'x' WHERE id = '${submissionId}'`,
      `UPDATE form_submission SET state = 'draft', completed_at = NULL WHERE id = '${submissionId}'`,
    ])
      for (const attempt of [() => rawAs('app', ada, statement), () => ownerQuery(statement)])
        await expect(attempt()).rejects.toMatchObject({ code: 'AR430' })
    for (const statement of [
      `DELETE FROM form_submission WHERE id = '${submissionId}'`,
      `UPDATE consent SET given_by_name = 'x' WHERE submission_id = '${submissionId}'`,
      `DELETE FROM consent WHERE submission_id = '${submissionId}'`,
      'TRUNCATE consent',
      `UPDATE form_version SET title = 'x' WHERE id = '${form.versionId}'`,
      `UPDATE form_version SET state = 'draft', published_at = NULL WHERE id = '${form.versionId}'`,
    ])
      await expect(ownerQuery(statement), statement).rejects.toMatchObject({ code: 'AR430' })
  })

  test('is over with its visit', async () => {
    const submissionId = await begin()
    await ownerQuery(
      `UPDATE booking SET status = 'cancelled', cancelled_at = now(), cancelled_by = 'patient' WHERE id = $1`,
      [booking.id],
    )
    await expect(savePageOf(world.as.ada, submissionId, 'start', { has: 'no' })).rejects.toMatchObject({
      code: 'form_over',
    })
    expect((await listFormTasks(world.as.ada)).left).toEqual([])
  })

  test('begins with what was answered last time, to the signed-in alone', async () => {
    await sent()
    const next = await insertBooking(world, { startsAt: world.at(9, '09:00') })
    const start = (actor: Filler) => startForm(actor, { formId: form.formId, bookingId: next.id })
    const submissionId = idIn(await start(world.as.ada))
    const mine = await readMySubmission(world.as.ada, submissionId)
    expect(mine.filled).toMatchObject({ answers: { has: 'yes', list: CANARY }, done: [] })
    expect(mine.filled.carriedFrom).toMatch(/^20/)
    const link = actors.knownLink(world.as.guest.via, next.id, world.clinic.id, '1990-12-10')
    expect((await readMySubmission(link, submissionId)).filled).toEqual({
      answers: {},
      done: [],
      carriedFrom: null,
    })
    await savePageOf(link, submissionId, 'start', { has: 'no' })
    expect((await readMySubmission(world.as.ada, submissionId)).filled.answers).toMatchObject({ has: 'no' })
  })

  test('is asked for by staff too, for the visit or at any time', async () => {
    const other = await insertForm(world, { definition: allergyForm, title: 'Another', isAsked: false })
    const asked = { bookingId: booking.id, formId: other.formId }
    await askForForm(world.as.kim, { ...asked, when: 'any' })
    await askForForm(world.as.kim, { ...asked, when: 'any' })
    await askForForm(world.as.kim, { ...asked, when: 'visit' })
    await askForForm(world.as.kim, { ...asked, when: 'visit' })
    const { left } = await listFormTasks(world.as.ada)
    expect(left.map(({ title, booking }) => [title, booking !== null])).toEqual([
      ['A form', true],
      ['Another', true],
      ['Another', false],
    ])
    expect((await listFormTasks(known)).left).toHaveLength(2)
    const requestId = left[2]?.requestId ?? ''
    const submissionId = idIn(await startForm(world.as.ada, { formId: other.formId, requestId }))
    await savePageOf(world.as.ada, submissionId, 'start', { has: 'no' })
    await sendForm(world.as.ada, { submissionId, ...agreed })
    const { forms } = await listFormsOfBooking(world.as.kim, booking.id)
    expect(forms.map(({ title, state }) => [title, state])).toEqual([
      ['A form', null],
      ['Another', null],
      ['Another', 'completed'],
    ])
  })
})

describe('by a link', () => {
  test('nothing is begun, read or seen before the date of birth is said', async () => {
    const submissionId = await sent()
    const link = world.as.holderOf(booking.id)
    await expect(readMySubmission(link, submissionId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(begin(link)).rejects.toMatchObject({ code: 'not_found' })
    for (const table of ['form_submission', 'consent', 'staff_task', 'patient'])
      expect(await rawAs('app', actorSetting(link), `SELECT FROM ${table}`), table).toEqual([])
    const bornOn = (date: string, actor: Actor = link) =>
      rawAs('app', actorSetting(actor), 'SELECT link_born_on($1) AS is', [date])
    expect(await bornOn('1990-12-10')).toEqual([{ is: true }])
    expect(await bornOn('1990-12-11')).toEqual([{ is: false }])
    expect(await bornOn('1990-12-10', world.as.guest)).toEqual([{ is: false }])
  })

  test('a form is filled in afterwards, on two devices one after the other', async () => {
    const submissionId = await begin(known)
    await savePageOf(known, submissionId, 'start', { has: 'yes' })
    await savePageOf(world.as.ada, submissionId, 'which', { list: CANARY })
    await sendForm(known, { submissionId, ...agreed })
    expect((await readMySubmission(known, submissionId)).consents).toMatchObject([
      { givenByName: 'Ada Lindqvist', relationship: null },
    ])
  })

  test('of another booking nothing is reached', async () => {
    const submissionId = await sent()
    const bens = await insertBooking(world, { startsAt: world.at(4, '09:00'), patientId: world.patients.ben })
    const other = actors.knownLink(world.as.guest.via, bens.id, world.clinic.id, '1984-03-02')
    await expect(readMySubmission(other, submissionId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      rawAs(
        'app',
        actorSetting(other),
        `INSERT INTO form_submission (id, clinic_id, patient_id, form_id, form_version_id, booking_id, answers_sealed, started_at, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'x', now(), now())`,
        [newId(), world.clinic.id, world.patients.ada, form.formId, form.versionId, bens.id],
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a child’s form', () => {
  test('is agreed to by somebody responsible, whose name and relationship are kept', async () => {
    const visit = await insertBooking(world, {
      startsAt: world.at(5, '09:00'),
      patientId: world.patients.cleo,
    })
    const submissionId = idIn(await startForm(world.as.ben, { formId: form.formId, bookingId: visit.id }))
    await savePageOf(world.as.ben, submissionId, 'start', { has: 'no' })
    await expect(sendForm(world.as.ben, { submissionId, ...agreed })).rejects.toMatchObject({
      fields: { who: expect.stringContaining('under 16') },
    })
    const parent = { who: 'other', relationship: 'parent', name: 'Ben Okafor' } as const
    await sendForm(world.as.ben, { submissionId, ...agreed, ...parent })
    const [kept] = await rawAs('superuser', null, 'SELECT * FROM consent WHERE submission_id = $1', [
      submissionId,
    ])
    expect(kept).toMatchObject({
      ...{ given_by_name: 'Ben Okafor', relationship: 'parent', ip: '203.0.113.7', question_id: 'privacy' },
      ...{ form_version_id: form.versionId, withdrawn_at: null },
    })
    const [{ same } = {}] = await rawAs(
      'superuser',
      null,
      'SELECT $1::bytea = sha256(convert_to($2, $3)) AS same',
      [kept?.text_hash, PRIVACY.text, 'UTF8'],
    )
    expect(same).toBe(true)
  })

  test('is not the other parent’s, whom nobody named', async () => {
    const visit = await insertBooking(world, {
      startsAt: world.at(5, '09:00'),
      patientId: world.patients.cleo,
    })
    await expect(startForm(world.as.ada, { formId: form.formId, bookingId: visit.id })).rejects.toMatchObject(
      { code: 'not_found' },
    )
  })
})
