import { randomBytes } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { actors } from '../access/actor'
import { isPassword } from '../access/passwords'
import { now, setClock } from '../clock'
import { openPostOffice } from '../db/testing/post-office'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { env } from '../env'
import { hashToken, newId, newToken } from '../ids'
import { runDueJobs } from '../jobs/run'
import { inviteStaff, withdrawInvitation } from './commands/invite'
import { foundClinic, makeInvitedAccount, takeUpInvitation } from './commands/take-up'
import { invitationJobs } from './jobs'
import { findInvitation, invitationToken } from './queries'

const via = { ip: '203.0.113.8', requestId: 'test' }
const guest = () => actors.guest(via)
const password = 'violet tractor beneath snow'
const post = await openPostOffice()
afterAll(post.close)
beforeEach(() => {
  env.SMTP_URL = post.url
  post.mails.length = 0
  setClock(null)
})

const someEmail = () => `nadia.${randomBytes(4).toString('hex')}@example.com`
const asAccount = (accountId: string, email: string) =>
  actors.patient({ kind: 'patient', via, accountId, sessionId: newId(), name: 'Somebody', email })
const accountOf = async (email: string) =>
  (
    await ownerQuery<{ id: string; name: string; password_hash: string | null }>(
      'SELECT id, name, password_hash FROM account WHERE email = $1',
      [email],
    )
  )[0]
const memberOf = async (world: World, email: string) =>
  (
    await ownerQuery<{ roles: string[]; ended: boolean }>(
      `SELECT m.roles::text[] AS roles, m.ended_at IS NOT NULL AS ended FROM clinic_member m JOIN account a ON a.id = m.account_id
       WHERE m.clinic_id = $1 AND a.email = $2`,
      [world.clinic.id, email],
    )
  )[0]
async function foundersToken(email: string) {
  const token = newToken()
  await ownerQuery(
    `INSERT INTO staff_invitation (id, email, name, roles, token_hash, created_at, expires_at) VALUES ($1, $2, 'Nadia', '{admin}', $3, now(), now() + interval '7 days')`,
    [newId(), email, hashToken(token)],
  )
  return token
}
const clinic = (slug: string) => ({
  ...{ name: 'Cove', slug, timeZone: 'Australia/Perth', currency: 'AUD' as const, phone: '+61 8 5550 0123' },
  ...{
    email: 'hello@cove.example',
    address: '1 Cove Street',
    openingHours: 'Always',
    locationName: 'Cove Street',
  },
})
const invite = async (world: World, email = someEmail()) => {
  const { invitationId } = await inviteStaff(world.as.ines, { name: 'Nadia', email, roles: ['nurse'] })
  return { email, invitationId, token: invitationToken(invitationId) }
}

describe('a founder', () => {
  it('makes an account and a clinic with its first location, as its administrator, once', async () => {
    const email = someEmail()
    const token = await foundersToken(email)
    await makeInvitedAccount(guest(), { invitationToken: token, name: 'Nadia', password })
    const account = await accountOf(email)
    expect(await isPassword(account?.password_hash ?? null, password)).toBe(true)
    const actor = asAccount(account?.id ?? '', email)
    const slug = `cove-${randomBytes(4).toString('hex')}`
    await foundClinic(actor, { invitationToken: token, ...clinic(slug) })
    const [made] = await ownerQuery(
      `SELECT c.name, c.phone, l.name AS location, l.time_zone, m.roles::text[] AS roles FROM clinic c JOIN location l ON l.clinic_id = c.id
       JOIN clinic_member m ON m.clinic_id = c.id AND m.account_id = $2 WHERE c.slug = $1`,
      [slug, account?.id],
    )
    expect(made).toEqual({
      ...{ name: 'Cove', phone: '+61855500123', location: 'Cove Street' },
      ...{ time_zone: 'Australia/Perth', roles: ['admin'] },
    })
    await expect(
      foundClinic(actor, { invitationToken: token, ...clinic(`${slug}-2`) }),
    ).rejects.toMatchObject({
      code: 'invitation_over',
    })
  })

  it('is told that a web address is taken, and may try another with the same invitation', async () => {
    const [world, email] = [await makeClinic(), someEmail()]
    const token = await foundersToken(email)
    await makeInvitedAccount(guest(), { invitationToken: token, name: 'Nadia', password })
    const actor = asAccount((await accountOf(email))?.id ?? '', email)
    await expect(
      foundClinic(actor, { invitationToken: token, ...clinic(world.clinic.slug) }),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: { slug: expect.any(String) } })
    await foundClinic(actor, { invitationToken: token, ...clinic(`${world.clinic.slug}-2`) })
  })

  it('chooses a password that is hard to guess', async () => {
    const token = await foundersToken(someEmail())
    for (const weak of ['short', 'passwordpassword', 'nadianadianadia1'])
      await expect(
        makeInvitedAccount(guest(), { invitationToken: token, name: 'Nadia', password: weak }),
      ).rejects.toMatchObject({ code: 'invalid_input', fields: { password: expect.any(String) } })
  })
})

describe('an account that is there', () => {
  it('is never changed by an invitation to its email, whatever the case it was typed in', async () => {
    const world = await makeClinic()
    const [ada] = await ownerQuery<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      world.accounts.ada,
    ])
    const email = ada?.email ?? ''
    const before = await accountOf(email)
    const { token } = await invite(world, email)
    await expect(
      makeInvitedAccount(guest(), { invitationToken: token, name: 'Mallory', password }),
    ).rejects.toMatchObject({ code: 'invitation_over' })
    // Even past the command.
    const made = await rawAs('app', 'guest', 'SELECT join_as_new($1, $2, $3, $4, now()) AS made', [
      ...[hashToken(token), newId(), 'Mallory', 'a hash'],
    ])
    expect(made).toEqual([{ made: false }])
    expect(await accountOf(email)).toEqual(before)
    await takeUpInvitation(world.as.ada, { invitationToken: token })
    expect(await memberOf(world, email)).toEqual({ roles: ['nurse'], ended: false })
    expect(await accountOf(email)).toEqual(before)
  })

  it('takes up no invitation to somebody else', async () => {
    const world = await makeClinic()
    const { token, email } = await invite(world)
    await expect(takeUpInvitation(world.as.ben, { invitationToken: token })).rejects.toMatchObject({
      code: 'invitation_over',
    })
    const founders = await foundersToken(email)
    await expect(
      foundClinic(world.as.ben, { invitationToken: founders, ...clinic(`stolen-${world.tag}`) }),
    ).rejects.toMatchObject({ code: 'invitation_over' })
  })

  it('comes back after it had left with the roles of the new invitation alone', async () => {
    const world = await makeClinic()
    await ownerQuery('UPDATE clinic_member SET ended_at = now() WHERE account_id = $1', [world.accounts.kim])
    const [kim] = await ownerQuery<{ email: string }>('SELECT email FROM account WHERE id = $1', [
      world.accounts.kim,
    ])
    const { token, email } = await invite(world, kim?.email)
    await takeUpInvitation(asAccount(world.accounts.kim, email), { invitationToken: token })
    expect(await memberOf(world, email)).toEqual({ roles: ['nurse'], ended: false })
  })
})

describe('an invitation', () => {
  it('is mailed with a link that opens it, and makes account and membership at once', async () => {
    const world = await makeClinic()
    const { token, email } = await invite(world)
    await runDueJobs({ handlers: invitationJobs })
    // Invitations of other tests wait in the queue too.
    const mails = (await post.read()).filter(({ to }) => to?.some(({ address }) => address === email))
    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail).toMatchObject({ subject: 'Harbour invites you to Anteroom' })
    expect(mail?.text).toContain(`${env.ANTEROOM_URL}/join/${token}`)
    expect(await findInvitation(guest(), token)).toMatchObject({ state: 'open', hasAccount: false, email })
    await makeInvitedAccount(guest(), { invitationToken: token, name: 'Nadia', password })
    expect(await memberOf(world, email)).toEqual({ roles: ['nurse'], ended: false })
    expect(await findInvitation(guest(), token)).toMatchObject({ state: 'accepted' })
  })

  it('opens nothing once it is withdrawn, replaced or seven days old', async () => {
    const world = await makeClinic()
    const first = await invite(world)
    const second = await invite(world, first.email)
    expect(await findInvitation(guest(), first.token)).toMatchObject({ state: 'withdrawn' })
    await withdrawInvitation(world.as.ines, { invitationId: second.invitationId })
    const third = await invite(world)
    setClock(new Date(now().getTime() + 7 * 86_400_000 + 60_000))
    for (const { token } of [first, second, third])
      await expect(
        makeInvitedAccount(guest(), { invitationToken: token, name: 'Nadia', password }),
      ).rejects.toMatchObject({ code: 'invitation_over' })
    await runDueJobs({ handlers: invitationJobs })
    const told = (await post.read()).flatMap(({ to }) => to?.map(({ address }) => address))
    for (const { email } of [first, third]) expect(told).not.toContain(email)
  })

  it('is an administrator’s to make, and not to somebody who works here', async () => {
    const world = await makeClinic()
    const asked = { name: 'Nadia', email: someEmail(), roles: ['admin' as const] }
    for (const actor of [world.as.kim, world.as.mora, world.as.noor])
      await expect(inviteStaff(actor, asked)).rejects.toMatchObject({ code: 'not_allowed' })
    const email = (
      await ownerQuery<{ email: string }>('SELECT email FROM account WHERE id = $1', [world.accounts.kim])
    )[0]?.email
    await expect(invite(world, email)).rejects.toMatchObject({ fields: { email: expect.any(String) } })
  })

  it('leaves neither its secret nor the email in the audit log', async () => {
    const world = await makeClinic()
    const { email, token } = await invite(world)
    const rows = await ownerQuery<{ row: string }>(
      `SELECT to_jsonb(e)::text AS row FROM audit_event e WHERE chain_id = $1 AND action = 'invitation.made'`,
      [world.clinic.id],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toContain(email)
    expect(rows[0]?.row).not.toContain(token)
  })
})
