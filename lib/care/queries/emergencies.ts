import type { StaffActor, SystemActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor, atOnce, sql } from '../../db/client'
import { open } from '../../vault/seal'
import { mayReviewEmergencies } from '../policy'

/** A record opened in an emergency, for those who answer for it. */
export type Emergency = {
  id: string
  byName: string
  patient: { id: string; name: string; number: string }
  reason: string
  openedAt: Date
  untilAt: Date
  /** When an administrator said that they have seen it. */
  reviewedAt: Date | null
}

/** The last two hundred, the newest first. That somebody read them is in the log before a reason is unsealed. */
export async function readEmergencies(actor: StaffActor): Promise<Emergency[]> {
  allow(mayReviewEmergencies(actor, actor.clinicId), 'known')
  return asActor(actor, async (tx) => {
    const rows = await tx.emergencyAccess.findMany({
      where: { clinicId: actor.clinicId },
      select: columns,
      orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
      take: 200,
    })
    const accounts = await tx.account.findMany({
      where: { id: { in: rows.map(({ accountId }) => accountId) } },
      select: { id: true, name: true },
    })
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    await record(tx, actor, 'emergencies.viewed', { clinicId: actor.clinicId, subject: 'emergencies' })
    return rows.map(({ accountId, reasonSealed, patient, ...row }) => ({
      ...row,
      byName: names.get(accountId) ?? 'Somebody who has left',
      patient: {
        id: patient.id,
        number: patient.number,
        name: `${patient.firstName} ${patient.lastName}`,
      },
      reason: open(reasonSealed, { table: 'emergency_access', column: 'reason_sealed', id: row.id }),
    }))
  })
}

const columns = {
  id: true,
  accountId: true,
  reasonSealed: true,
  openedAt: true,
  untilAt: true,
  reviewedAt: true,
  patient: { select: { id: true, number: true, firstName: true, lastName: true } },
} as const

/** How many of them no administrator has seen yet; nobody else is told of any. */
export async function countUnseenEmergencies(actor: StaffActor): Promise<number> {
  if (!mayReviewEmergencies(actor, actor.clinicId)) return 0
  const [rows] = await atOnce<[{ n: number }[]]>(
    actor,
    sql`SELECT count(*)::int AS n FROM emergency_access WHERE clinic_id = ${actor.clinicId}::uuid AND reviewed_at IS NULL`,
  )
  return rows[0]?.n ?? 0
}

/** Whom to write to of one, and what the mail may say: a line for each administrator. */
type EmergencyToTell = {
  clinicName: string
  clinicEmail: string
  byName: string
  toName: string
  toEmail: string
  toAccount: string
}

export async function emergencyToTell(actor: SystemActor, emergencyId: string): Promise<EmergencyToTell[]> {
  const [rows] = await atOnce<[EmergencyToTell[]]>(
    actor,
    sql`SELECT clinic_name AS "clinicName", clinic_email AS "clinicEmail", by_name AS "byName", to_name AS "toName", to_email AS "toEmail",
      to_account AS "toAccount" FROM emergency_to_tell(${emergencyId}::uuid)`,
  )
  return rows
}
