import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../access/actor'
import { CLINIC_COOKIE, SESSION_COOKIE, sealSessionCookie } from '../access/cookies'
import { startSession } from '../access/sessions'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { refusal } from '../errors'
import { STAMP_HEADER, writeStamp } from '../http/via'
import { linkToken } from '../vault/seal'
import { defineAction } from './define'
import { idle } from './state'

// What Next would hand an action of the browser's request.
const sent = { headers: new Headers(), cookies: new Map<string, { value: string }>() }
vi.mock('next/cache', () => ({ refresh: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => sent.headers, cookies: async () => sent.cookies }))

const input = z.strictObject({ name: z.string('Enter your name'), password: z.string().optional() })
let world: World
let asked: { actor: Actor; input: unknown }[]
const command = async (actor: Actor, given: z.infer<typeof input>) => {
  asked.push({ actor, input: given })
  return { greeting: `Hello ${given.name}` }
}
const formOf = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}
const from = (headers: Record<string, string>) => {
  sent.headers = new Headers({
    host: 'localhost:3000',
    [STAMP_HEADER]: writeStamp('198.51.100.9'),
    ...headers,
  })
}
const signIn = async (name: 'ada' | 'kim') => {
  const via = { ip: '198.51.100.9', requestId: 'r' }
  const { token, expiresAt } = await startSession(
    { id: world.accounts[name], isStaff: name === 'kim', email: '' },
    via,
    '',
  )
  sent.cookies.set(SESSION_COOKIE, { value: await sealSessionCookie(token, expiresAt) })
}

beforeEach(async () => {
  world = await makeClinic()
  asked = []
  sent.cookies.clear()
  from({ origin: 'http://localhost:3000' })
})

describe('an action', () => {
  const greet = defineAction({ as: 'anyone', input, command })

  test('hands its command who asks and what they typed, and answers with the result', async () => {
    expect(await greet(idle, formOf({ name: 'Ada' }))).toEqual({
      status: 'ok',
      data: { greeting: 'Hello Ada' },
    })
    expect(asked).toMatchObject([
      { actor: { kind: 'guest', via: { ip: '198.51.100.9' } }, input: { name: 'Ada' } },
    ])
  })

  test('says which field is wrong, and keeps what was typed but no password', async () => {
    expect(await greet(idle, formOf({ name: ' ', password: 'kettle' }))).toEqual({
      status: 'refused',
      code: 'invalid_input',
      say: 'Check what you entered.',
      fields: { name: 'Enter your name' },
      values: { name: ' ' },
    })
    expect(asked).toEqual([])
  })

  test('refuses what its schema does not name', async () => {
    expect(await greet(idle, formOf({ name: 'Ada', role: 'admin' }))).toMatchObject({ code: 'invalid_input' })
    expect(asked).toEqual([])
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ])('is refused to a page elsewhere: %j (I6)', async (headers) => {
    from(headers as Record<string, string>)
    expect(await greet(idle, formOf({ name: 'Ada' }))).toMatchObject({
      status: 'refused',
      code: 'cross_site',
    })
    expect(asked).toEqual([])
  })

  test('writes down that staff were refused what is not theirs, with the ids they named and nothing they typed', async () => {
    await signIn('kim')
    const denied = defineAction({
      as: 'staff',
      input: input.extend({ noteId: z.string() }),
      command: () => Promise.reject(refusal('not_found')),
    })
    const form = formOf({ name: 'planted4713', noteId: world.patients.ada })
    expect(await denied(idle, form)).toMatchObject({ code: 'not_found' })
    const rows = await ownerQuery('SELECT * FROM audit_event WHERE action = $1 AND actor_id = $2', [
      'deed.refused',
      world.accounts.kim,
    ])
    expect(rows).toMatchObject([{ outcome: 'refused', subject_id: world.patients.ada }])
    expect(JSON.stringify(rows)).not.toContain('planted4713')
  })

  test('turns a refusal of its command into words', async () => {
    const taken = defineAction({
      as: 'anyone',
      input,
      command: () => Promise.reject(refusal('slot_taken', { startsAt: 'Taken' })),
    })
    expect(await taken(idle, formOf({ name: 'Ada' }))).toEqual({
      status: 'refused',
      code: 'slot_taken',
      say: 'That time has just been taken. Choose another time.',
      fields: { startsAt: 'Taken' },
      values: { name: 'Ada' },
    })
  })

  test('turns a bug into a reference, and tells nothing of it', async () => {
    const broken = defineAction({
      as: 'anyone',
      input,
      command: () => Promise.reject(new Error('row (Ada, 1990-11-24)')),
    })
    const answer = await broken(idle, formOf({ name: 'Ada' }))
    expect(answer).toMatchObject({ status: 'refused', code: 'unexpected', values: { name: 'Ada' } })
    expect(JSON.stringify(answer)).not.toContain('1990')
    expect(JSON.stringify(answer)).toMatch(/quote [0-9a-f-]{36}/)
  })

  test('sends on when it is done, and only to a path of ours', async () => {
    const to = (path: string) =>
      // biome-ignore lint/suspicious/noThenProperty: nobody awaits the object it is told with
      defineAction({ as: 'anyone', input, command, then: () => path })(idle, formOf({ name: 'Ada' }))
    await expect(to('/my')).rejects.toMatchObject({ digest: expect.stringContaining(';/my;') })
    await expect(to('//evil.example')).rejects.toMatchObject({ digest: expect.stringContaining(';/;') })
  })
})

describe('who asks', () => {
  test('is nobody without a session: what is for patients or staff is refused, and nothing typed is lost', async () => {
    for (const as of ['patient', 'staff'] as const)
      expect(await defineAction({ as, input, command })(idle, formOf({ name: 'Ada' }))).toMatchObject({
        code: 'not_signed_in',
        values: { name: 'Ada' },
      })
    expect(asked).toEqual([])
  })

  test('is the signed-in person, for themselves', async () => {
    await signIn('ada')
    for (const as of ['patient', 'anyone'] as const)
      await defineAction({ as, input, command })(idle, formOf({ name: 'Ada' }))
    expect(asked.map(({ actor }) => actor)).toMatchObject(
      Array(2).fill({ kind: 'patient', accountId: world.accounts.ada }),
    )
  })

  test('is staff at work where the action is for staff, whatever clinic the cookie names', async () => {
    await signIn('kim')
    sent.cookies.set(CLINIC_COOKIE, { value: 'lagoon' })
    await defineAction({ as: 'staff', input, command })(idle, formOf({ name: 'Kim' }))
    expect(asked).toMatchObject([
      { actor: { kind: 'staff', clinicId: world.clinic.id, roles: ['receptionist'] } },
    ])
  })

  test('is not staff for being signed in', async () => {
    await signIn('ada')
    expect(await defineAction({ as: 'staff', input, command })(idle, formOf({ name: 'Ada' }))).toMatchObject({
      code: 'not_allowed',
    })
  })

  test('is the bearer of a manage link only with a token that is one', async () => {
    const byLink = defineAction({ as: 'link', input, command })
    for (const manageToken of ['', 'x', linkToken('manage', world.clinic.id)])
      expect(await byLink(idle, formOf({ name: 'Ada', manageToken }))).toMatchObject({ code: 'bad_link' })
    expect(asked).toEqual([])
  })
})
