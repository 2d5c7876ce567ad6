import { auditStatement } from '../audit/record'
import { now } from '../clock'
import { atOnce, sql } from '../db/client'
import { refusal } from '../errors'
import { limit } from '../http/limits'
import { hashToken, newId, newToken } from '../ids'
import { actors, type Via } from './actor'
import { forgetFailures, noteFailure, type Tally, takeGuess } from './guesses'
import { hashPassword, isOutdated, isPassword } from './passwords'
import { startSession } from './sessions'

/** What a browser sends to sign in. `deviceToken`: the cookie of one that has signed in before. */
export type Attempt = { email: string; password: string; deviceToken: string | null; userAgent: string }

/** The session's token and its absolute end; `deviceToken` is for the browser to keep for a year. */
export type SignedIn = { token: string; expiresAt: Date; deviceToken: string }

type Candidate = {
  account_id: string
  password_hash: string | null
  disabled: boolean
  is_staff: boolean
  known_device: boolean
}

/**
 * Verifies an email and password and starts a session. Unknown email, wrong password, no password and disabled account give one answer
 * (`wrong_credentials`) after the same statements and the same hashing (security.md H4). Refuses `too_many_requests` by address, for all
 * strangers together and by account (see `guesses.ts`); `busy` where the limits cannot be counted: sign-in fails closed.
 */
export async function signInWithPassword(via: Via, attempt: Attempt): Promise<SignedIn> {
  await limit(via, 'signIn')
  const email = normaliseEmail(attempt.email)
  const device = isDeviceToken(attempt.deviceToken) ? attempt.deviceToken : null
  const candidate = await findCandidate(via, email, device)
  const tally: Tally = { email, device: candidate?.known_device ? device : null }
  if (tally.device === null) await limit(via, 'signIn.strangers')

  await takeGuess(tally)
  const right = await isPassword(candidate?.password_hash ?? null, attempt.password)
  if (!right || !candidate || candidate.disabled) {
    await Promise.all([noteFailure(tally), recordFailure(via, candidate?.account_id ?? null)])
    throw refusal('wrong_credentials')
  }

  await forgetFailures(tally)
  const deviceToken = device ?? newToken()
  const account = { id: candidate.account_id, isStaff: candidate.is_staff, email }
  const session = await startSession(account, via, attempt.userAgent, [
    sql`INSERT INTO known_device (id, account_id, token_hash, created_at)
      VALUES (${newId()}::uuid, ${account.id}::uuid, ${hashToken(deviceToken)}, ${now()}) ON CONFLICT DO NOTHING`,
    ...(await newerHash(candidate, attempt.password)),
  ])
  return { ...session, deviceToken }
}

/** An email as accounts keep it: NFKC and lower case before anything looks at it (security.md, item 17). */
function normaliseEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

async function findCandidate(via: Via, email: string, device: string | null): Promise<Candidate | null> {
  const [rows] = await atOnce<[Candidate[]]>(
    actors.guest(via),
    sql`SELECT * FROM sign_in_candidate(${email}, ${device === null ? null : hashToken(device)}::bytea)`,
  )
  return rows[0] ?? null
}

/** The audit row of a failure: which account, where there is one; never what was typed. */
async function recordFailure(via: Via, accountId: string | null): Promise<void> {
  const guest = actors.guest(via)
  await atOnce(
    guest,
    auditStatement(guest, 'account.signInFailed', {
      clinicId: null,
      subject: 'account',
      subjectId: accountId,
      outcome: 'refused',
    }),
  )
}

async function newerHash({ account_id, password_hash }: Candidate, password: string) {
  if (password_hash === null || !isOutdated(password_hash)) return []
  return [sql`SELECT rehash_password(${account_id}::uuid, ${password_hash}, ${await hashPassword(password)})`]
}

function isDeviceToken(token: string | null): token is string {
  return token !== null && /^[\w-]{43}$/.test(token)
}
