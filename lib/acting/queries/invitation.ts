import { cache } from 'react'
import type { Guest, PatientActor, StaffActor, SystemActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor, atOnce, sql } from '../../db/client'
import { env } from '../../env'
import { hashToken, isSameSecret } from '../../ids'
import type { Relationship, Scope } from '../../people/schema'
import { linkToken } from '../../vault/seal'
import { mayKeepActing } from '../policy'

/** An invitation as whoever has its link sees it: not for whom. */
export type ActingInvitationView = {
  id: string
  clinic: { id: string; name: string }
  email: string
  relationship: Relationship
  scopes: Scope[]
  state: 'open' | 'accepted' | 'withdrawn' | 'locked' | 'expired'
  hasAccount: boolean
}

/** The invitation of a link's secret, or null. */
export const findActingInvitation = cache(
  async (actor: Guest | PatientActor, token: string): Promise<ActingInvitationView | null> => {
    if (!/^[\w-]{43}$/.test(token)) return null
    const [rows] = await atOnce<[Row[]]>(
      actor,
      sql`SELECT invitation_id AS id, clinic_id AS "clinicId", clinic_name AS "clinicName", email, relationship, scopes, state,
          has_account AS "hasAccount" FROM open_acting(${hashToken(token)}, ${now()})`,
    )
    const row = rows[0]
    if (!row || !isSameSecret(token, actingToken(row.id))) return null
    const { clinicId, clinicName, ...view } = row
    return { ...view, clinic: { id: clinicId, name: clinicName } }
  },
)

type Row = Omit<ActingInvitationView, 'clinic'> & { clinicId: string; clinicName: string }

/** Who the clinic has asked to act for a patient, and who has not answered, newest first. */
export type PendingActing = {
  id: string
  email: string
  relationship: Relationship
  scopes: Scope[]
  expiresAt: Date
  isOver: boolean
}

export async function listPendingActing(actor: StaffActor, patientId: string): Promise<PendingActing[]> {
  allow(mayKeepActing(actor, actor.clinicId))
  const at = now()
  const rows = await asActor(actor, (tx) =>
    tx.actingInvitation.findMany({
      where: { clinicId: actor.clinicId, patientId, acceptedAt: null, withdrawnAt: null },
      select: { id: true, email: true, relationship: true, scopes: true, expiresAt: true, tries: true },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return rows.map(({ tries, relationship, scopes, ...row }) => ({
    ...row,
    relationship: relationship as Relationship,
    scopes: scopes as Scope[],
    isOver: row.expiresAt <= at || tries >= 5,
  }))
}

/** What the mail of an invitation says; null where it is not open any more. */
export async function findActingToSend(actor: SystemActor, id: string) {
  return asActor(actor, async (tx) => {
    const row = await tx.actingInvitation.findFirst({
      where: { id, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now() } },
      select: {
        email: true,
        relationship: true,
        clinic: { select: { name: true, email: true, phone: true } },
      },
    })
    return row && { ...row, href: `${env.ANTEROOM_URL}/join/patient/${actingToken(id)}` }
  })
}

/** The secret of an invitation: whoever has ANTEROOM_SECRET can make it again, for the mail. */
export function actingToken(id: string): string {
  return linkToken('act', id)
}
