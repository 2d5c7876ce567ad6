import { randomBytes } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { actorSetting, actors } from '../access/actor'
import { now, setClock } from '../clock'
import { insertBooking } from '../db/testing/booking'
import { openPostOffice } from '../db/testing/post-office'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { env } from '../env'
import { newId } from '../ids'
import { runDueJobs } from '../jobs/run'
import { listPeopleIActFor } from '../people/queries'
import type { Relationship, Scope } from '../people/schema'
import { endActing } from './commands/end'
import { inviteToAct, withdrawActing } from './commands/invite'
import { takeUpActing } from './commands/take-up'
import { actingJobs } from './jobs'
import { listWhoActsFor } from './queries/acting'
import { actingToken, findActingInvitation, listPendingActing } from './queries/invitation'

const via = { ip: '203.0.113.8', requestId: 'test' }
const guest = () => actors.guest(via)

const post = await openPostOffice()
afterAll(post.close)
beforeEach(() => {
  env.SMTP_URL = post.url
  post.mails.length = 0
  setClock(null)
})

async function somebody() {
  const email = `nia.${randomBytes(4).toString('hex')}@example.com`
  const accountId = newId()
  await ownerQuery('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [accountId, email, 'Nia'])
  const actor = actors.patient({
    ...{ kind: 'patient', via, accountId, sessionId: newId(), name: 'Nia', email },
  })
  return { email, actor }
}

type Asked = { email: string; relationship?: Relationship; scopes?: Scope[]; until?: string }

async function ask(world: World, { email, relationship = 'carer', scopes = ['book'], until }: Asked) {
  const patientId = world.patients.cleo
  await inviteToAct(world.as.kim, { patientId, email, relationship, scopes, until })
  const [pending] = await listPendingActing(world.as.kim, patientId)
  const token = actingToken(pending?.id ?? '')
  return { patientId, invitationId: pending?.id ?? '', token }
}

const bornOf = async (patientId: string) =>
  (
    await ownerQuery<{ born: string }>('SELECT date_of_birth::text AS born FROM patient WHERE id = $1', [
      patientId,
    ])
  )[0]?.born ?? ''

/** Asked and taken up. */
async function begun(asked: Omit<Asked, 'email'>) {
  const [world, { email, actor }] = [await makeClinic(), await somebody()]
  const { patientId, token } = await ask(world, { email, ...asked })
  await takeUpActing(actor, { invitationToken: token, dateOfBirth: await bornOf(patientId) })
  const mine = (await listPeopleIActFor(actor)).find(({ id }) => id === patientId)
  return { world, actor, patientId, accessId: mine?.accessId ?? '', mine }
}

const seen = (actor: Parameters<typeof actorSetting>[0], table: string, patientId: string) =>
  rawAs(
    'app',
    actorSetting(actor),
    `SELECT FROM ${table} WHERE ${table === 'patient' ? 'id' : 'patient_id'} = '${patientId}'`,
  )

describe('an invitation to act for a patient', () => {
  it('comes by mail without a name in it, and is taken up with the birth date', async () => {
    const [world, { email, actor }] = [await makeClinic(), await somebody()]
    const { patientId, token } = await ask(world, { email, scopes: ['forms', 'book'] })
    await runDueJobs({ handlers: actingJobs })
    const mail = (await post.read()).find(({ to }) => to?.some(({ address }) => address === email))
    expect(mail?.text).toContain(`${env.ANTEROOM_URL}/join/patient/${token}`)
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Cleo/)
    await takeUpActing(actor, { invitationToken: token, dateOfBirth: await bornOf(patientId) })
    expect(await listPeopleIActFor(actor)).toMatchObject([
      { id: patientId, relationship: 'carer', scopes: ['book', 'forms'] },
    ])
    expect(await findActingInvitation(guest(), token)).toMatchObject({ state: 'accepted' })
  })

  it('is closed after five wrong birth dates, even to the right one', async () => {
    const [world, { email, actor }] = [await makeClinic(), await somebody()]
    const { patientId, token } = await ask(world, { email })
    for (let tries = 0; tries < 5; tries++)
      await expect(
        takeUpActing(actor, { invitationToken: token, dateOfBirth: '1955-05-05' }),
      ).rejects.toMatchObject({ fields: { dateOfBirth: expect.any(String) } })
    await expect(
      takeUpActing(actor, { invitationToken: token, dateOfBirth: await bornOf(patientId) }),
    ).rejects.toMatchObject({ code: 'invitation_over' })
    expect(await listPeopleIActFor(actor)).toEqual([])
    const refused = await ownerQuery(
      `SELECT FROM audit_event WHERE action = 'acting.begun' AND outcome = 'refused' AND patient_id = $1`,
      [patientId],
    )
    expect(refused).toHaveLength(5)
  })

  it('is nobody else’s, and over once it is withdrawn, replaced or seven days old', async () => {
    const [world, { email, actor }] = [await makeClinic(), await somebody()]
    const first = await ask(world, { email })
    const dateOfBirth = await bornOf(first.patientId)
    const over = { code: 'invitation_over' }
    await expect(
      takeUpActing(world.as.ada, { invitationToken: first.token, dateOfBirth }),
    ).rejects.toMatchObject(over)
    const second = await ask(world, { email })
    await expect(takeUpActing(actor, { invitationToken: first.token, dateOfBirth })).rejects.toMatchObject(
      over,
    )
    await withdrawActing(world.as.kim, { invitationId: second.invitationId })
    await expect(takeUpActing(actor, { invitationToken: second.token, dateOfBirth })).rejects.toMatchObject(
      over,
    )
    const third = await ask(world, { email })
    setClock(new Date(now().getTime() + 7 * 86_400_000 + 60_000))
    await expect(takeUpActing(actor, { invitationToken: third.token, dateOfBirth })).rejects.toMatchObject(
      over,
    )
  })

  it('is made by the desk of the patient’s own clinic alone', async () => {
    const [world, other] = [await makeClinic(), await makeClinic()]
    const asked = { email: 'nia@example.com', relationship: 'carer' as const, scopes: ['book' as const] }
    await expect(
      inviteToAct(other.as.kim, { patientId: world.patients.cleo, ...asked }),
    ).rejects.toMatchObject({ code: 'not_found' })
    const past = { until: '2020-01-01', patientId: world.patients.cleo }
    await expect(inviteToAct(world.as.kim, { ...asked, ...past })).rejects.toMatchObject({
      fields: { until: expect.any(String) },
    })
  })
})

describe('a record made at the desk', () => {
  it('is taken over by its patient with everything, and by one account alone', async () => {
    const [world, { email, actor }, late] = [await makeClinic(), await somebody(), await somebody()]
    const { patientId, token } = await ask(world, { email, relationship: 'self', scopes: [] })
    const lateOne = await ask(world, { email: late.email, relationship: 'self', scopes: [] })
    const dateOfBirth = await bornOf(patientId)
    await takeUpActing(actor, { invitationToken: token, dateOfBirth })
    expect(await listPeopleIActFor(actor)).toMatchObject([
      { relationship: 'self', scopes: ['book', 'forms', 'results', 'pay'] },
    ])
    await expect(
      takeUpActing(late.actor, { invitationToken: lateOne.token, dateOfBirth }),
    ).rejects.toMatchObject({ code: 'invitation_over' })
  })
})

describe('who acts for somebody', () => {
  it('sees of them what they act in, as SQL too', async () => {
    const { actor, patientId, world } = await begun({ scopes: ['pay'] })
    await insertBooking(world, { startsAt: world.at(3, '09:00'), patientId })
    expect(await seen(actor, 'patient', patientId)).toHaveLength(1)
    expect(await seen(actor, 'booking', patientId)).toHaveLength(0)
    expect(await listPeopleIActFor(actor, 'book')).toEqual([])
    await ownerQuery(`UPDATE patient_access SET scopes = '{book}' WHERE account_id = $1`, [actor.accountId])
    expect(await seen(actor, 'booking', patientId)).toHaveLength(1)
  })

  it('sees nothing any more once it is ended, by themselves or by the desk, or on its last day', async () => {
    const own = await begun({})
    await endActing(own.actor, { accessId: own.accessId })
    expect(await seen(own.actor, 'patient', own.patientId)).toHaveLength(0)
    const desks = await begun({})
    await endActing(desks.world.as.kim, { accessId: desks.accessId })
    expect(await seen(desks.actor, 'patient', desks.patientId)).toHaveLength(0)
    const short = await begun({
      until: new Date(now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10),
    })
    await ownerQuery(
      `UPDATE patient_access SET from_at = now() - interval '9 days', until_at = until_at - interval '5 days' WHERE id = $1`,
      [short.accessId],
    )
    expect(await seen(short.actor, 'patient', short.patientId)).toHaveLength(0)
  })

  it('is known to the patient and their clinic, and ended by nobody else', async () => {
    const { world, accessId, patientId } = await begun({})
    const other = await makeClinic()
    expect(await listWhoActsFor(world.as.kim, patientId)).toHaveLength(2)
    for (const actor of [other.as.kim, world.as.ada]) {
      expect(await listWhoActsFor(actor, patientId)).toEqual([])
      await expect(endActing(actor, { accessId })).rejects.toMatchObject({ code: 'not_found' })
    }
    const [ada] = await listPeopleIActFor(world.as.ada)
    expect(await listWhoActsFor(world.as.ada, world.patients.ada)).toMatchObject([{ relationship: 'self' }])
    await expect(endActing(world.as.ada, { accessId: ada?.accessId ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
