import { beforeEach, describe, expect, test, vi } from 'vitest'
import { now } from '../clock'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { PATH_HEADER } from '../http/headers'
import { STAMP_HEADER, writeStamp } from '../http/via'
import { newId } from '../ids'
import { CLINIC_COOKIE, SESSION_COOKIE, sealSessionCookie } from './cookies'
import { currentActor, requireActor } from './current'
import { startSession } from './sessions'

const sent = { headers: new Headers(), cookies: new Map<string, { value: string }>() }
vi.mock('next/headers', () => ({ headers: async () => sent.headers, cookies: async () => sent.cookies }))

let world: World
const signIn = async (name: 'ada' | 'kim') => {
  const via = { ip: '198.51.100.9', requestId: 'r' }
  const account = { id: world.accounts[name], isStaff: name === 'kim', email: '' }
  const { token, expiresAt } = await startSession(account, via, '')
  sent.cookies.set(SESSION_COOKIE, { value: await sealSessionCookie(token, expiresAt) })
}
const digestOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'came in',
    ({ digest }: { digest: string }) => digest,
  )

beforeEach(async () => {
  world = await makeClinic()
  sent.cookies.clear()
  sent.headers = new Headers({
    [STAMP_HEADER]: writeStamp('198.51.100.9'),
    [PATH_HEADER]: '/desk?on=2027-01-04',
  })
})

describe('the guard of a page', () => {
  test('sends the signed-out to sign in, and back to the page after', async () => {
    expect(await digestOf(requireActor('staff'))).toContain('/sign-in?next=%2Fdesk%3Fon%3D2027-01-04')
    sent.headers.set(PATH_HEADER, '//evil.example')
    expect(await digestOf(requireActor('patient'))).toMatch(/;\/sign-in;/)
  })

  test('shows a patient no staff page: not found', async () => {
    await signIn('ada')
    expect(await digestOf(requireActor('staff'))).toContain('404')
    expect(await requireActor('patient')).toMatchObject({
      kind: 'patient',
      accountId: world.accounts.ada,
      name: 'Ada Lindqvist',
    })
  })

  test('asks the database, not the cookie: a role or account taken away is gone (I2, F7)', async () => {
    await signIn('kim')
    expect(await requireActor('staff')).toMatchObject({ clinicId: world.clinic.id, roles: ['receptionist'] })
    await ownerQuery(`UPDATE clinic_member SET roles = '{auditor}' WHERE account_id = $1`, [
      world.accounts.kim,
    ])
    expect(await requireActor('staff')).toMatchObject({ roles: ['auditor'] })
    await ownerQuery('UPDATE clinic_member SET ended_at = now() WHERE account_id = $1', [world.accounts.kim])
    expect(await digestOf(requireActor('staff'))).toContain('404')
    await ownerQuery('UPDATE account SET disabled_at = now() WHERE id = $1', [world.accounts.kim])
    expect(await digestOf(requireActor('patient'))).toContain('/sign-in')
  })

  test('lets somebody of two clinics choose, among theirs only (F10)', async () => {
    const [second, foreign] = await Promise.all([makeClinic(), makeClinic()])
    await ownerQuery(
      `INSERT INTO clinic_member (id, clinic_id, account_id, roles, created_at) VALUES ($1, $2, $3, '{nurse}', $4)`,
      [newId(), second.clinic.id, world.accounts.kim, new Date(now().getTime() + 60_000)],
    )
    await signIn('kim')
    const clinicWith = async (chosen: string) => {
      sent.cookies.set(CLINIC_COOKIE, { value: chosen })
      const { clinicId, roles } = await requireActor('staff')
      return { clinicId, roles }
    }
    const first = { clinicId: world.clinic.id, roles: ['receptionist'] }
    expect(await clinicWith('')).toEqual(first)
    expect(await clinicWith(second.clinic.slug)).toEqual({ clinicId: second.clinic.id, roles: ['nurse'] })
    expect(await clinicWith(foreign.clinic.slug)).toEqual(first)
  })
})

test('on a public page nobody is at work: staff are there for themselves, strangers are guests', async () => {
  expect(await currentActor()).toMatchObject({ kind: 'guest', via: { ip: '198.51.100.9' } })
  sent.cookies.set(SESSION_COOKIE, { value: 'planted' })
  expect(await currentActor()).toMatchObject({ kind: 'guest' })
  await signIn('kim')
  expect(await currentActor()).toMatchObject({ kind: 'patient', accountId: world.accounts.kim })
})
