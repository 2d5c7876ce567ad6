import { auditStatement, record } from '../audit/record'
import { now } from '../clock'
import { asActor, atOnce, type Sql, sql } from '../db/client'
import { hashToken, newId, newToken } from '../ids'
import {
  actors,
  type Membership,
  type PatientActor,
  type StaffActor,
  type StaffRole,
  type Via,
} from './actor'

/** How long a session lasts, in minutes: unused, and at all (security.md I3). The database checks both at every request. */
const LASTS = {
  staff: { idle: 15, absolute: 12 * 60 },
  patient: { idle: 30, absolute: 24 * 60 },
} as const

type SignedIn = PatientActor | StaffActor

/** A session as its own account sees it in the list of its devices. */
export type SessionView = {
  id: string
  ip: string
  userAgent: string
  createdAt: Date
  lastSeenAt: Date
  isThis: boolean
}

/** What a live session says of its account, as the rows are now: nothing of it comes from the cookie. */
export type OpenSession = {
  sessionId: string
  accountId: string
  name: string
  email: string
  memberships: readonly Membership[]
}

/**
 * Starts a session for an account whose password was right, writes the audit row and what the caller adds, in one transaction. The token
 * is 256 random bits and new at every sign-in, whatever the browser brought along (I1); the database keeps only its SHA-256.
 */
export async function startSession(
  account: { id: string; isStaff: boolean; email: string },
  via: Via,
  userAgent: string,
  also: Sql[] = [],
): Promise<{ token: string; expiresAt: Date }> {
  const at = now()
  const token = newToken()
  const sessionId = newId()
  const { idle, absolute } = LASTS[account.isStaff ? 'staff' : 'patient']
  const expiresAt = new Date(at.getTime() + absolute * 60_000)
  const actor = actors.patient({
    kind: 'patient',
    via,
    accountId: account.id,
    sessionId,
    name: '',
    email: account.email,
  })
  await atOnce(
    actor,
    sql`INSERT INTO session (id, account_id, token_hash, ip, user_agent, created_at, last_seen_at, idle_minutes, expires_at)
      VALUES (${sessionId}::uuid, ${account.id}::uuid, ${hashToken(token)}, ${via.ip}, ${userAgent.slice(0, 300)}, ${at}, ${at}, ${idle}, ${expiresAt})`,
    ...also,
    auditStatement(actor, 'account.signedIn', { clinicId: null, subject: 'account', subjectId: account.id }),
  )
  return { token, expiresAt }
}

/** The live session of a token, or null. `touch`: a person's own deed, which keeps it from going idle. One round trip. */
export async function openSession(token: string, via: Via, touch: boolean): Promise<OpenSession | null> {
  const [rows] = await atOnce<[SessionRow[]]>(
    actors.guest(via),
    sql`SELECT session_id, account_id, name, email, clinic_id, clinic_slug, roles::text[] AS roles FROM open_session(${hashToken(token)}, ${now()}, ${touch})`,
  )
  const first = rows[0]
  if (!first) return null
  const memberships = rows.flatMap(({ clinic_id, clinic_slug, roles }) =>
    clinic_id && clinic_slug && roles ? [{ clinicId: clinic_id, clinicSlug: clinic_slug, roles }] : [],
  )
  return {
    sessionId: first.session_id,
    accountId: first.account_id,
    name: first.name,
    email: first.email,
    memberships,
  }
}

type SessionRow = {
  session_id: string
  account_id: string
  name: string
  email: string
  clinic_id: string | null
  clinic_slug: string | null
  roles: StaffRole[] | null
}

/** Ends the actor's own session: signing out. */
export async function endSession(actor: SignedIn): Promise<void> {
  await end(actor, sql`id = ${actor.sessionId}::uuid`, 'signed_out')
}

/** Ends the session of a token, if it is a live one. */
export async function endSessionOf(token: string, via: Via): Promise<void> {
  const session = await openSession(token, via, false)
  if (session) await endSession(actors.patient({ kind: 'patient', via, ...session }))
}

/** Ends every other session of the actor's account. Returns how many there were. */
export async function endOtherSessions(actor: SignedIn): Promise<number> {
  return end(actor, sql`id <> ${actor.sessionId}::uuid`, 'revoked')
}

/** Ends one session of the actor's own account. Returns 0 where it is not one. */
export async function revokeSession(actor: SignedIn, sessionId: string): Promise<number> {
  return end(actor, sql`id = ${sessionId}::uuid`, 'revoked')
}

/** The live sessions of the actor's account, last used first. */
export async function listSessions(actor: SignedIn): Promise<SessionView[]> {
  const at = now()
  const rows = await asActor(actor, (tx) =>
    tx.session.findMany({
      where: { accountId: actor.accountId, endedAt: null, expiresAt: { gt: at } },
      select: { id: true, ip: true, userAgent: true, createdAt: true, lastSeenAt: true, idleMinutes: true },
      orderBy: { lastSeenAt: 'desc' },
    }),
  )
  return rows
    .filter(({ lastSeenAt, idleMinutes }) => lastSeenAt.getTime() + idleMinutes * 60_000 > at.getTime())
    .map(({ idleMinutes: _, ...row }) => ({ ...row, isThis: row.id === actor.sessionId }))
}

function end(actor: SignedIn, which: Sql, because: 'signed_out' | 'revoked'): Promise<number> {
  return asActor(actor, async (tx) => {
    const ended = await tx.$executeRaw`UPDATE session SET ended_at = ${now()}, ended_because = ${because}
      WHERE account_id = ${actor.accountId}::uuid AND ended_at IS NULL AND ${which}`
    if (ended > 0)
      await record(tx, actor, because === 'signed_out' ? 'account.signedOut' : 'account.sessionRevoked', {
        clinicId: null,
        subject: 'session',
        subjectId: because === 'signed_out' ? actor.sessionId : null,
        detail: { count: ended },
      })
    return ended
  })
}
