import { auditStatement } from '../audit/record'
import { now } from '../clock'
import { atOnce, sql } from '../db/client'
import { found, refusal } from '../errors'
import type { PatientActor, StaffActor } from './actor'
import { forgetFailures, noteFailure, takeGuess } from './guesses'
import { isPassword } from './passwords'

/** How long a typed password speaks for whoever sits there, where it matters who does. */
const FRESH_MINUTES = 15

type SignedIn = PatientActor | StaffActor

/** Whether the session's password was typed less than a quarter of an hour ago, at sign-in or since. */
export async function hasFreshProof(actor: SignedIn): Promise<boolean> {
  const [rows] = await atOnce<[{ provedAt: Date }[]]>(
    actor,
    sql`SELECT coalesce(proved_at, created_at) AS "provedAt" FROM session WHERE id = ${actor.sessionId}::uuid AND ended_at IS NULL`,
  )
  const provedAt = rows[0]?.provedAt.getTime()
  return provedAt !== undefined && now().getTime() - provedAt < FRESH_MINUTES * 60_000
}

/**
 * Makes sure that it is really the account's owner who sits there: the last proof is fresh, or the password is right now. Refuses
 * `proof_required`, and as sign-in does where it was guessed too often; a wrong one is in the log (security.md H3, L1).
 */
export async function requireProof(actor: SignedIn, password: string | undefined): Promise<void> {
  if (await hasFreshProof(actor)) return
  if (!password) throw refusal('proof_required', { password: 'Enter your password' })
  const [rows] = await atOnce<[{ email: string; passwordHash: string | null }[]]>(
    actor,
    sql`SELECT a.email, c.password_hash AS "passwordHash" FROM account a CROSS JOIN LATERAL sign_in_candidate(a.email, NULL) c
      WHERE a.id = ${actor.accountId}::uuid AND NOT c.disabled`,
  )
  const { email, passwordHash } = found(rows[0], 'not_signed_in')
  // The session has a tally of its own: guesses at the sign-in page keep nobody from signing.
  const tally = { email, device: actor.sessionId }
  await takeGuess(tally)
  const subject = { clinicId: null, subject: 'session', subjectId: actor.sessionId }
  if (!(await isPassword(passwordHash, password))) {
    await noteFailure(tally)
    await atOnce(actor, auditStatement(actor, 'account.proofFailed', { ...subject, outcome: 'refused' }))
    throw refusal('proof_required', { password: 'That is not your password' })
  }
  await forgetFailures(tally)
  await atOnce(
    actor,
    sql`UPDATE session SET proved_at = ${now()} WHERE id = ${actor.sessionId}::uuid`,
    auditStatement(actor, 'account.proved', subject),
  )
}
