import 'server-only'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { readDraft } from '../actions/draft'
import { knownDraft } from '../actions/known-draft'
import { atOnce, sql } from '../db/client'
import { found, Refusal } from '../errors'
import { makeCounter, tooMany, uncounted } from '../http/limits'
import { keyedDigest } from '../vault/seal'
import { actors, type LinkActor, type Via } from './actor'
import { linkActor } from './links'

/** Few dates are tried on one booking, whatever RATE_LIMIT_MULTIPLIER says: of 30,000 likely ones 5 an hour. */
const TRIES = { points: 5, seconds: 3600 }

/**
 * The bearer of a link who has said in this browser when the patient was born: what is clinical behind a link opens to nobody else (domain.md,
 * Booking). Refuses as `linkActor`, and with `born_unsaid`.
 */
export async function knownLinkActor(via: Via, token: string): Promise<LinkActor> {
  const { bookingId, clinicId } = await linkActor(via, token)
  const known = (await readDraft(knownDraft))?.find((one) => one.bookingId === bookingId)
  return actors.knownLink(via, bookingId, clinicId, found(known, 'born_unsaid').bornOn)
}

/**
 * Whether whom a link's booking is for was born then ('YYYY-MM-DD'); counted before it is looked at. Refuses with `too_many_requests`, or
 * `busy` where tries cannot be counted.
 */
export async function isBornOn(actor: LinkActor, born: string): Promise<boolean> {
  await takeTry(actor.bookingId)
  const [rows] = await atOnce<[{ matches: boolean }[]]>(
    actor,
    sql`SELECT link_born_on(${born}::date) AS matches`,
  )
  return rows[0]?.matches === true
}

async function takeTry(bookingId: string): Promise<void> {
  try {
    const counter = makeCounter('link.born', TRIES.points, TRIES.seconds)
    await counter.consume(keyedDigest('born tally', bookingId))
  } catch (error) {
    if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext)
    if (error instanceof Refusal) throw error
    throw uncounted('link.born', error)
  }
}
