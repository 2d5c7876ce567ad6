import { type Actor, actorSetting, actors } from '../../access/actor'
import { newId } from '../../ids'
import { asActor, atOnce, limiterPool, sql } from '../client'
import { insertAll } from './world'

type Crossed = { calls: number; foreign: number; thrown: number; leftBehind: number; hung: number }

/** Longer than any timeout of ours: who has not been answered by then never is. */
const PATIENCE_MS = 20_000

/** Fifty patients with accounts of their own, as who asks. */
export async function fiftyPatients(): Promise<{ actor: Actor; patientId: string }[]> {
  const people = Array.from({ length: 50 }, () => ({ accountId: newId(), patientId: newId() }))
  await insertAll({
    account: people.map((it) => ({
      id: it.accountId,
      email: `${it.accountId}@example.com`,
      name: 'Somebody',
    })),
    patient: people.map((it) => ({
      id: it.patientId,
      first_name: 'Some',
      last_name: 'Body',
      date_of_birth: '2000-01-01',
    })),
    patient_access: people.map((it) => ({
      id: newId(),
      account_id: it.accountId,
      patient_id: it.patientId,
      relationship: 'self',
      scopes: ['book', 'forms', 'results', 'pay'],
      from_at: '2020-01-01T00:00:00Z',
    })),
  })
  return people.map(({ accountId, patientId }) => ({
    patientId,
    actor: actors.patient({
      kind: 'patient',
      via: { ip: 'none', requestId: 'none' },
      accountId,
      sessionId: newId(),
      name: 'Somebody',
      email: '',
    }),
  }))
}

/**
 * Many people at once through few connections, some of their transactions thrown away or failing at random. Counts rows that were not the
 * asker's own, and connections that came back from the pool still saying who asked last (security.md G6). `random` gives [0, 1).
 */
export async function crossUsers(
  people: readonly { actor: Actor; patientId: string }[],
  calls: number,
  random: () => number,
): Promise<Crossed> {
  const crossed: Crossed = { calls, foreign: 0, thrown: 0, leftBehind: 0, hung: 0 }
  let left = calls
  const ask = async ({ actor, patientId }: { actor: Actor; patientId: string }) => {
    const seen = await Promise.race([look(actor, random()), patience()])
    if (seen === null) crossed.hung += 1
    else if (seen.length !== 1 || seen[0] !== patientId) crossed.foreign += 1
  }
  const lane = async () => {
    while (left-- > 0) {
      const person = people[Math.floor(random() * people.length)]
      await (person && ask(person))?.catch(() => {
        crossed.thrown += 1
      })
      // A connection that was cut says nothing.
      if (random() < 0.2) crossed.leftBehind += await whoIsLeft().catch(() => 0)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return crossed
}

/** The ids of the patients the actor sees, by one of the ways there are; about a fifth of them fail half way. */
async function look(actor: Actor, dice: number): Promise<string[]> {
  if (dice < 0.1)
    return asActor(actor, async (tx) => {
      await tx.patient.findMany({ select: { id: true } })
      throw new Error('thrown away')
    })
  if (dice < 0.2) {
    await atOnce(actor, sql`SELECT id FROM patient`, sql`SELECT 1 / 0`)
    return []
  }
  if (dice < 0.6)
    return asActor(actor, async (tx) =>
      (await tx.patient.findMany({ select: { id: true } })).map((it) => it.id),
    )
  const [rows, [said] = []] = await atOnce<[{ id: string }[], { who: string }[]]>(
    actor,
    sql`SELECT id FROM patient`,
    sql`SELECT current_setting('app.actor', true) AS who`,
  )
  return said?.who === actorSetting(actor) ? rows.map((it) => it.id) : []
}

function patience(): Promise<null> {
  return new Promise((done) => setTimeout(() => done(null), PATIENCE_MS).unref())
}

async function whoIsLeft(): Promise<number> {
  const { rows } = await limiterPool().query<{ who: string | null }>(
    `SELECT current_setting('app.actor', true) AS who`,
  )
  return rows[0]?.who ? 1 : 0
}
