import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Actor, Via } from '../access/actor'
import { accountIdOf } from '../access/actor'
import { now } from '../clock'
import { limiterPool } from '../db/client'
import { refusalOf } from '../db/faults'
import { env } from '../env'
import { type Refusal, refusal } from '../errors'
import { bugFields, log } from '../log'
import { keyedDigest } from '../vault/seal'
import { networkOf } from './via'

type Limit = {
  /** Requests in a window of `seconds`, before RATE_LIMIT_MULTIPLIER. */
  points: number
  seconds: number
  /** `caller`: each signed-in account, else each address. `everybody`: one count for all. */
  per: 'caller' | 'everybody'
  /** What happens when the counts cannot be reached: reading goes on, sign-in and booking do not (security.md N11). */
  storeDown: 'allow' | 'refuse'
  /** How many requests a process fetches at a time. The counts are PostgreSQL's and never exceeded; what a process fetched and did not use in the window is lost. */
  lease: number
}

/** Every limit on requests, with its reason. Guesses of a password have their own: `lib/access/guesses.ts`. */
const LIMITS = {
  // Slots, services, clinics: a person browsing makes some 60 a minute; a waiting room may share one address. Fetched by the score, since a write per slots request would cost a third of it.
  'public.read': { points: 1200, seconds: 60, per: 'caller', storeDown: 'allow', lease: 20 },
  // A hold occupies a practitioner's time: a bot must not empty a calendar.
  'public.hold': { points: 30, seconds: 60, per: 'caller', storeDown: 'refuse', lease: 1 },
  'public.book': { points: 20, seconds: 60, per: 'caller', storeDown: 'refuse', lease: 1 },
  // Moving, cancelling, and looking at a booking by its link: 256-bit tokens, so this is not about guessing.
  'public.change': { points: 60, seconds: 60, per: 'caller', storeDown: 'refuse', lease: 1 },
  // Other systems, by their keys: 256-bit tokens, so this is not about guessing.
  'key.write': { points: 120, seconds: 60, per: 'caller', storeDown: 'refuse', lease: 1 },
  // What an open calendar reads again whenever something changes.
  'staff.read': { points: 600, seconds: 60, per: 'caller', storeDown: 'allow', lease: 20 },
  // What a page saves as somebody types: once a second at most, in a few tabs.
  'staff.save': { points: 300, seconds: 60, per: 'caller', storeDown: 'allow', lease: 10 },
  // Calendars look again by themselves, and those of many people from the same few servers: 256-bit tokens, so this is not about guessing.
  'public.feed': { points: 1200, seconds: 60, per: 'caller', storeDown: 'allow', lease: 20 },
  // Any form of ours.
  form: { points: 120, seconds: 60, per: 'caller', storeDown: 'refuse', lease: 1 },
  // Each file is decoded and written anew, which takes a second of a core.
  upload: { points: 60, seconds: 600, per: 'caller', storeDown: 'refuse', lease: 1 },
  signIn: { points: 60, seconds: 60, per: 'caller', storeDown: 'refuse', lease: 1 },
  // From browsers that have not signed in to the account before; the others do not wait behind an attack.
  'signIn.strangers': { points: 600, seconds: 60, per: 'everybody', storeDown: 'refuse', lease: 1 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS

/** What a limit allows in a window, RATE_LIMIT_MULTIPLIER included. */
export function allowance(name: LimitName): { points: number; seconds: number } {
  const { points, seconds } = LIMITS[name]
  return { points: Math.max(1, Math.floor(points * env.RATE_LIMIT_MULTIPLIER)), seconds }
}

/**
 * Counts one request against a limit, for an actor or (nobody known yet) for an address. Refuses with `too_many_requests` and the fact
 * `retryAfterSeconds`; with `database_down` or `busy` where the counts cannot be reached and the limit says so.
 */
export async function limit(who: Actor | Via, name: LimitName): Promise<void> {
  const key = `${name} ${LIMITS[name].per === 'everybody' ? '' : callerOf(who)}`
  const lease = Math.max(1, Math.min(LIMITS[name].lease, Math.floor(allowance(name).points / 10)))
  for (;;) {
    const at = now().getTime()
    const kept = leases.get(key)
    if (kept && kept.until > at) {
      if (kept.spent) throw tooMany(kept.until - at)
      if (kept.left-- > 0) return
    }
    await fetchOnce(key, name, lease)
    if (lease === 1) return
  }
}

/** Logs that counts could not be reached, and the refusal of whoever had to be counted: the database is down, or too busy for us. */
export function uncounted(kind: string, error: unknown): Refusal {
  log('warn', 'limits.storeFailed', { kind, ...bugFields(error) })
  return refusal(refusalOf(error)?.code === 'database_down' ? 'database_down' : 'busy')
}

/** The refusal of a limit that opens again in so many milliseconds. */
export function tooMany(ms: number): Refusal {
  return refusal('too_many_requests', {}, { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)) })
}

/** What this process may still let through without asking, and which callers it need not ask about. */
const leases = new Map<string, { left: number; until: number; spent: boolean }>()
const fetching = new Map<string, Promise<void>>()

/** Requests that wait for the same lease wait for one fetch; where nothing is leased each counts itself. */
function fetchOnce(key: string, name: LimitName, lease: number): Promise<void> {
  if (lease === 1) return fetchLease(key, name, 1)
  const before = fetching.get(key)
  if (before) return before
  const fetched = fetchLease(key, name, lease).finally(() => fetching.delete(key))
  fetching.set(key, fetched)
  return fetched
}

async function fetchLease(key: string, name: LimitName, lease: number): Promise<void> {
  try {
    // Addresses are personal: the table has a keyed digest of them.
    const { msBeforeNext } = await counter(name).consume(keyedDigest('limits', key), lease)
    if (lease > 1) keep(key, { left: lease, until: now().getTime() + msBeforeNext, spent: false })
  } catch (error) {
    if (error instanceof RateLimiterRes) {
      keep(key, { left: 0, until: now().getTime() + error.msBeforeNext, spent: true })
      throw tooMany(error.msBeforeNext)
    }
    const refused = uncounted(name, error)
    if (LIMITS[name].storeDown === 'refuse') throw refused
    keep(key, { left: lease, until: now().getTime() + 1000, spent: false })
  }
}

const MOST_KEPT = 20_000

function keep(key: string, lease: { left: number; until: number; spent: boolean }): void {
  leases.delete(key)
  leases.set(key, lease)
  if (leases.size <= MOST_KEPT) return
  const oldest = leases.keys().next().value
  if (oldest !== undefined) leases.delete(oldest)
}

// By pool: a pool that was ended takes its counters with it.
const counters = new WeakMap<object, Map<LimitName, RateLimiterPostgres>>()

function counter(name: LimitName): RateLimiterPostgres {
  const pool = limiterPool()
  const ofPool = counters.get(pool) ?? new Map<LimitName, RateLimiterPostgres>()
  counters.set(pool, ofPool)
  const { points, seconds } = allowance(name)
  const made = ofPool.get(name) ?? makeCounter(name, points, seconds)
  ofPool.set(name, made)
  return made
}

/** A window of `points` in `seconds` on the table `rate_limit`. Of this process's counters the one called `form` sweeps up expired windows. */
export function makeCounter(name: string, points: number, seconds: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    clearExpiredByTimeout: name === 'form',
    storeClient: limiterPool(),
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  })
}

function callerOf(who: Actor | Via): string {
  if (!('kind' in who)) return networkOf(who.ip)
  return accountIdOf(who) ?? networkOf(who.via.ip)
}
