import { RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../errors'
import { makeCounter, tooMany, uncounted } from '../http/limits'
import { keyedDigest } from '../vault/seal'

/**
 * How many passwords may be tried on one account (security.md H1, H3). Two things bound it, both in PostgreSQL and both fixed, whatever
 * RATE_LIMIT_MULTIPLIER says: at most 10 verified in 10 minutes, counted before the password is looked at, so that a thousand at once
 * are no way round; and after the third failure a pause that doubles, to 15 minutes at most. All strangers share one tally; a browser
 * that has signed in to the account before has a tally of its own, so that guessing never locks the owner out of it, and a stranger who
 * stops leaves nobody waiting longer than a quarter of an hour.
 */
const TRIES = { points: 10, seconds: 600 }
const FAILURES_REMEMBERED_SECONDS = 24 * 60 * 60
const FREE_FAILURES = 3
const LONGEST_PAUSE_SECONDS = 900

/** Whose tally: an email as typed (known to us or not, so that the answer tells nothing) and, where known, the browser. */
export type Tally = { email: string; device: string | null }

/** Seconds to wait after the n-th failure in a row. */
export function pauseAfter(failures: number): number {
  return failures <= FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), LONGEST_PAUSE_SECONDS)
}

/** Takes the right to have one password verified. Refuses: `too_many_requests`, or `busy` where the tallies cannot be reached. */
export async function takeGuess(tally: Tally): Promise<void> {
  await failingClosed(async () => {
    const pause = await counters().pause.get(keyOf(tally))
    if (pause && pause.consumedPoints > 0) throw tooMany(pause.msBeforeNext)
    await counters().tries.consume(keyOf(tally))
  })
}

/** Notes that a guess was wrong, and from the fourth on makes the next one wait. */
export async function noteFailure(tally: Tally): Promise<void> {
  await failingClosed(async () => {
    const { consumedPoints } = await counters().failures.penalty(keyOf(tally))
    const seconds = pauseAfter(consumedPoints)
    if (seconds > 0) await counters().pause.set(keyOf(tally), 1, seconds)
  })
}

/** Forgets a tally: its owner came in. */
export async function forgetFailures(tally: Tally): Promise<void> {
  const { tries, failures, pause } = counters()
  await failingClosed(() =>
    Promise.all([tries, failures, pause].map((counter) => counter.delete(keyOf(tally)))),
  )
}

function counters() {
  return {
    tries: makeCounter('signIn.tries', TRIES.points, TRIES.seconds),
    failures: makeCounter('signIn.failures', Number.MAX_SAFE_INTEGER, FAILURES_REMEMBERED_SECONDS),
    pause: makeCounter('signIn.pause', 1, LONGEST_PAUSE_SECONDS),
  }
}

/** The table holds no email and no browser, only a keyed digest of both. */
function keyOf({ email, device }: Tally): string {
  return keyedDigest('sign-in tally', JSON.stringify([email, device]))
}

async function failingClosed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext)
    if (error instanceof Refusal) throw error
    throw uncounted('signIn.tally', error)
  }
}
