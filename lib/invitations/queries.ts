import { cache } from 'react'
import type { Guest, PatientActor, StaffActor, StaffRole, SystemActor } from '../access/actor'
import { allow } from '../access/allow'
import { mayAdminister } from '../clinics/policy'
import { now } from '../clock'
import { asActor, atOnce, sql } from '../db/client'
import { env } from '../env'
import { hashToken, isSameSecret } from '../ids'
import { linkToken } from '../vault/seal'

/** An invitation as whoever has its link sees it. `clinic` null: to found one. */
export type InvitationView = {
  id: string
  clinic: { id: string; name: string } | null
  email: string
  name: string
  roles: StaffRole[]
  state: 'open' | 'accepted' | 'withdrawn' | 'expired'
  hasAccount: boolean
}

/**
 * The invitation of a link's secret, or null. One of a clinic is known by its hash and is made again from today's ANTEROOM_SECRET, so that
 * whoever learnt an older secret can open none.
 */
export const findInvitation = cache(
  async (actor: Guest | PatientActor, token: string): Promise<InvitationView | null> => {
    if (!/^[\w-]{43}$/.test(token)) return null
    const [rows] = await atOnce<[Row[]]>(
      actor,
      sql`SELECT invitation_id, clinic_id, clinic_name, email, name, roles::text[] AS roles, state, has_account
        FROM open_invitation(${hashToken(token)}, ${now()})`,
    )
    const row = rows[0]
    if (!row || (row.clinic_id && !isSameSecret(token, invitationToken(row.invitation_id)))) return null
    const { invitation_id: id, clinic_id, clinic_name, email, name, roles, state, has_account } = row
    const clinic = clinic_id ? { id: clinic_id, name: clinic_name ?? '' } : null
    return { id, clinic, email, name, roles, state, hasAccount: has_account }
  },
)

type Row = {
  invitation_id: string
  clinic_id: string | null
  clinic_name: string | null
  email: string
  name: string
  roles: StaffRole[]
  state: InvitationView['state']
  has_account: boolean
}

/** Somebody the clinic has asked, who has not answered. */
export type PendingInvitation = {
  id: string
  name: string
  email: string
  roles: StaffRole[]
  expiresAt: Date
  isOver: boolean
}

/** The clinic's invitations that nobody has taken up or withdrawn, newest first. For its administrators. */
export async function listInvitations(actor: StaffActor): Promise<PendingInvitation[]> {
  allow(mayAdminister(actor, actor.clinicId), 'known')
  const at = now()
  const rows = await asActor(actor, (tx) =>
    tx.staffInvitation.findMany({
      where: { clinicId: actor.clinicId, acceptedAt: null, withdrawnAt: null },
      select: { id: true, name: true, email: true, roles: true, expiresAt: true },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return rows.map((row) => ({ ...row, isOver: row.expiresAt <= at }))
}

/** What the mail of an invitation says; null where it is not open any more. */
export async function findInvitationToSend(actor: SystemActor, id: string) {
  return asActor(actor, async (tx) => {
    const row = await tx.staffInvitation.findFirst({
      where: { id, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now() } },
      select: { email: true, name: true, clinic: { select: { name: true, email: true, phone: true } } },
    })
    return row?.clinic
      ? { ...row, clinic: row.clinic, href: `${env.ANTEROOM_URL}/join/${invitationToken(id)}` }
      : null
  })
}

/** The secret of a clinic's invitation: whoever has ANTEROOM_SECRET can make it again, for the mail. */
export function invitationToken(id: string): string {
  return linkToken('join', id)
}
