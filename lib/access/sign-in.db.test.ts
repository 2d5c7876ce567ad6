import { hash } from '@node-rs/argon2'
import { beforeEach, describe, expect, test } from 'vitest'
import { now } from '../clock'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import type { Refusal } from '../errors'
import type { Via } from './actor'
import { hashPassword } from './passwords'
import { openSession } from './sessions'
import { type Attempt, signInWithPassword } from './sign-in'

/** Rows H1–H6 and I1 of the threat table, below the browser. */

const PASSWORD = 'three herons by the weir'
const via = (n = 1): Via => ({ ip: `198.51.${n >> 8}.${n & 255}`, requestId: `r${n}` })
const attempt = (email: string, password = PASSWORD, deviceToken: string | null = null): Attempt => ({
  email,
  password,
  deviceToken,
  userAgent: 'Firefox',
})
const refusalOf = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => expect.fail('came in'),
    (error) => error as Refusal,
  )
const codeOf = async (promise: Promise<unknown>) => (await refusalOf(promise)).code

let passwordHash: string
let ada: { id: string; email: string }
let kim: { id: string; email: string }

beforeEach(async () => {
  passwordHash ??= await hashPassword(PASSWORD)
  const { as, accounts } = await makeClinic()
  ada = { id: accounts.ada, email: as.ada.email }
  kim = { id: accounts.kim, email: as.ada.email.replace(/^ada/, 'kim') }
  const [row] = await ownerQuery<{ email: string }>('SELECT email FROM account WHERE id = $1', [accounts.kim])
  kim.email = row?.email ?? ''
  await ownerQuery('UPDATE account SET password_hash = $1 WHERE id = ANY ($2)', [
    passwordHash,
    [ada.id, kim.id],
  ])
  await ownerQuery('DELETE FROM rate_limit')
})

const failuresOf = async (id: string) =>
  (
    await ownerQuery(`SELECT id FROM audit_event WHERE action = 'account.signInFailed' AND subject_id = $1`, [
      id,
    ])
  ).length

describe('the right password', () => {
  test('starts a session, and both are in the log as the account', async () => {
    const { token, expiresAt } = await signInWithPassword(via(), attempt(ada.email))
    expect(await openSession(token, via(), false)).toMatchObject({
      accountId: ada.id,
      email: ada.email,
      memberships: [],
    })
    expect(Math.round((expiresAt.getTime() - now().getTime()) / 3_600_000)).toBe(24)
    expect(
      await ownerQuery(`SELECT action, actor_kind, outcome, ip FROM audit_event WHERE actor_id = $1`, [
        ada.id,
      ]),
    ).toEqual([{ action: 'account.signedIn', actor_kind: 'account', outcome: 'ok', ip: '198.51.0.1' }])
  })

  test('gives staff twelve hours, and their clinic with their roles as they are now', async () => {
    const { token, expiresAt } = await signInWithPassword(via(), attempt(kim.email))
    expect(Math.round((expiresAt.getTime() - now().getTime()) / 3_600_000)).toBe(12)
    expect((await openSession(token, via(), false))?.memberships).toMatchObject([{ roles: ['receptionist'] }])
  })

  test('is the same however the keyboard writes it, and the email in any case or width', async () => {
    await ownerQuery('UPDATE account SET password_hash = $1 WHERE id = $2', [
      await hashPassword('étude in ﬁve parts'),
      ada.id,
    ])
    const wide = ` ${ada.email.toUpperCase().replace('A', 'Ａ')} `
    await expect(signInWithPassword(via(), attempt(wide, 'e\u0301tude in five parts'))).resolves.toBeTruthy()
  })

  test('is right in every byte: two of 100 that differ at the 80th are two', async () => {
    const long = 'x1'.repeat(50)
    await ownerQuery('UPDATE account SET password_hash = $1 WHERE id = $2', [
      await hashPassword(long),
      ada.id,
    ])
    expect(
      await codeOf(signInWithPassword(via(), attempt(ada.email, `${long.slice(0, 80)}?${long.slice(81)}`))),
    ).toBe('wrong_credentials')
    await expect(signInWithPassword(via(), attempt(ada.email, long))).resolves.toBeTruthy()
  })

  test('gives a new token each time, of which the database has the hash (I1)', async () => {
    const first = await signInWithPassword(via(), attempt(ada.email))
    const second = await signInWithPassword(via(), attempt(ada.email))
    expect(second.token).not.toBe(first.token)
    expect(second.token).toMatch(/^[\w-]{43}$/)
    const rows = await ownerQuery(`SELECT session::text AS row FROM session WHERE account_id = $1`, [ada.id])
    expect(JSON.stringify(rows)).not.toContain(first.token)
    expect(rows).toHaveLength(2)
  })

  test('is hashed again where it was hashed with weaker settings', async () => {
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    await ownerQuery('UPDATE account SET password_hash = $1 WHERE id = $2', [weak, ada.id])
    await signInWithPassword(via(), attempt(ada.email))
    const [row] = await ownerQuery<{ password_hash: string }>(
      'SELECT password_hash FROM account WHERE id = $1',
      [ada.id],
    )
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    await expect(signInWithPassword(via(), attempt(ada.email))).resolves.toBeTruthy()
  })
})

describe('one answer, whatever is wrong (H4):', () => {
  test('unknown email, wrong password, disabled account, account without a password, no email at all', async () => {
    const [{ id }] = (await ownerQuery<{ id: string }>(
      `UPDATE account SET password_hash = NULL WHERE id = $1 RETURNING id`,
      [kim.id],
    )) as [{ id: string }]
    const answers = [
      await refusalOf(signInWithPassword(via(), attempt('nobody@example.com'))),
      await refusalOf(signInWithPassword(via(), attempt(ada.email, 'wrong'))),
      await refusalOf(signInWithPassword(via(), attempt(kim.email))),
      await refusalOf(signInWithPassword(via(), attempt('not an address'))),
    ]
    await ownerQuery('UPDATE account SET disabled_at = now() WHERE id = $1', [ada.id])
    answers.push(await refusalOf(signInWithPassword(via(), attempt(ada.email))))
    for (const { code, say, fields, facts } of answers)
      expect({ code, say, fields, facts }).toEqual({
        code: 'wrong_credentials',
        say: 'The email address or password is not right.',
        fields: {},
        facts: {},
      })
    expect(await failuresOf(id)).toBe(1)
  })

  test('nothing typed is in the log', async () => {
    await refusalOf(signInWithPassword(via(), attempt('secret.person@example.com', 'my secret')))
    await refusalOf(signInWithPassword(via(), attempt(ada.email, 'my secret')))
    const rows = await ownerQuery(
      `SELECT audit_event::text AS row FROM audit_event WHERE action = 'account.signInFailed'`,
    )
    expect(JSON.stringify(rows)).not.toMatch(/secret|example\.com/)
  })

  // The short form; 300 pairs and the ROC area belong to the chaos suite.
  test('takes as long for an unknown email as for a wrong password', async () => {
    const took = { known: [] as number[], unknown: [] as number[] }
    const timed = async (kind: keyof typeof took, email: string) => {
      const start = performance.now()
      await refusalOf(signInWithPassword(via(), attempt(email, 'wrong')))
      took[kind].push(performance.now() - start)
    }
    for (let pair = 0; pair < 40; pair++) {
      await ownerQuery('DELETE FROM rate_limit')
      const order = [() => timed('known', ada.email), () => timed('unknown', `nobody${pair}@example.com`)]
      for (const one of pair % 2 ? order.reverse() : order) await one()
    }
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[20] ?? 0
    // Pair by pair, so that what else the machine does weighs on both. A hash left out makes nine tenths of the difference.
    const apart = median(took.known.map((time, pair) => time - (took.unknown[pair] ?? 0)))
    expect(Math.abs(apart)).toBeLessThan(Math.max(5, median(took.known) * 0.4))
  })
})

describe('guessing', () => {
  test('one account from 300 addresses at once verifies at most 10 guesses (H1)', async () => {
    const codes = await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        codeOf(signInWithPassword(via(n), attempt(ada.email, `guess ${n}`))),
      ),
    )
    expect(await failuresOf(ada.id)).toBeLessThanOrEqual(10)
    expect(new Set(codes)).toEqual(new Set(['wrong_credentials', 'too_many_requests']))
  })

  test('is slowed from the fourth failure on, at an unknown email as at a known one', async () => {
    for (const email of [ada.email, 'nobody@example.com']) {
      const codes = []
      for (let n = 0; n < 5; n++)
        codes.push(await codeOf(signInWithPassword(via(n), attempt(email, 'wrong'))))
      expect(codes).toEqual([...Array<string>(4).fill('wrong_credentials'), 'too_many_requests'])
    }
  })

  test('keeps nobody out of a browser they have signed in with before (H3), and no other for more than 15 minutes', async () => {
    const { deviceToken } = await signInWithPassword(via(), attempt(ada.email))
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        refusalOf(signInWithPassword(via(n), attempt(ada.email, 'guess'))),
      ),
    )
    await expect(
      signInWithPassword(via(9999), attempt(ada.email, PASSWORD, deviceToken)),
    ).resolves.toBeTruthy()
    const { code, facts } = await refusalOf(signInWithPassword(via(9999), attempt(ada.email)))
    expect(code).toBe('too_many_requests')
    expect(facts.retryAfterSeconds).toBeLessThanOrEqual(900)
  })

  test('with a browser known to another account is guessing as a stranger', async () => {
    const { deviceToken } = await signInWithPassword(via(), attempt(kim.email))
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        refusalOf(signInWithPassword(via(n), attempt(ada.email, 'guess'))),
      ),
    )
    expect(await codeOf(signInWithPassword(via(9999), attempt(ada.email, 'guess', deviceToken)))).toBe(
      'too_many_requests',
    )
  })

  test('1,000 accounts from one address is stopped after 60 in the minute (H2)', async () => {
    const codes = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        codeOf(signInWithPassword(via(), attempt(`someone${n}@example.com`, 'guess'))),
      ),
    )
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(60)
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(40)
  })

  test('stops when its tallies cannot be kept: sign-in fails closed (N11)', async () => {
    await ownerQuery('REVOKE ALL ON rate_limit FROM anteroom_app')
    try {
      expect(await codeOf(signInWithPassword(via(77), attempt(ada.email)))).toBe('busy')
    } finally {
      await ownerQuery('GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO anteroom_app')
    }
  })
})
