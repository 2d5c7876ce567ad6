import { createHash } from 'node:crypto'
import { type Actor, accountIdOf } from '../../access/actor'
import { now } from '../../clock'
import { atOnce, type Sql, sql } from '../../db/client'
import { refusal } from '../../errors'
import type { Place } from '../../vault/columns'
import { open, seal } from '../../vault/seal'
import type { BookingStatus } from '../rules'
import type { Mode } from '../schema'

/** The answer to a booking. `timeZone` is the location's; `manageToken` is a secret. */
export type Booked = {
  bookingId: string
  reference: string
  status: BookingStatus
  startsAt: Date
  endsAt: Date
  timeZone: string
  practitionerId: string
  locationId: string
  mode: Mode
  manageToken: string
  amountDueCents: number
}

type Keyed = { clinicSlug: string; idempotencyKey: string }

/** Keeps the answer under the request's key. First statement of the deed: of two with one key, the second waits here, then fails. */
export function keepAnswer(actor: Actor, input: Keyed, answer: Booked): Sql {
  const scope = scopeOf(actor, input)
  return sql`INSERT INTO idempotency_key (scope, key, body_hash, answer_sealed, created_at)
    VALUES (${scope}, ${input.idempotencyKey}, ${bodyHash(input)}::bytea, ${seal(JSON.stringify(answer), place(scope, input))}, ${now()}::timestamptz)`
}

/** The answer this key was given before, or null. Refuses with `idempotency_key_reused` where the request was another. */
export async function firstAnswer(actor: Actor, input: Keyed): Promise<Booked | null> {
  const scope = scopeOf(actor, input)
  const [rows] = await atOnce<[{ body_hash: Buffer; answer_sealed: string }[]]>(
    actor,
    sql`SELECT * FROM kept_answer(${scope}, ${input.idempotencyKey})`,
  )
  const kept = rows[0]
  if (!kept) return null
  if (!kept.body_hash.equals(bodyHash(input))) throw refusal('idempotency_key_reused')
  const answer = JSON.parse(open(kept.answer_sealed, place(scope, input))) as Booked
  return { ...answer, startsAt: new Date(answer.startsAt), endsAt: new Date(answer.endsAt) }
}

/** Keys are the client's: unique per account and clinic, guests of one clinic together. */
function scopeOf(actor: Actor, input: Keyed): string {
  return `book ${input.clinicSlug} ${accountIdOf(actor) ?? 'guest'}`
}

const place = (scope: string, input: Keyed): Place => ({
  table: 'idempotency_key',
  column: 'answer_sealed',
  id: `${scope} ${input.idempotencyKey}`,
})

/** SHA-256 of the request's content in a fixed order of names, without the key itself. */
function bodyHash(input: Keyed): Buffer {
  const { idempotencyKey: _, ...body } = input
  return createHash('sha256')
    .update(JSON.stringify(inOrder(body)))
    .digest()
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (Array.isArray(value)) return value.map(inOrder)
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  )
}
