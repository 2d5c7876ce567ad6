import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayAdminister } from '../policy'
import { practitionerColumns } from '../queries/setting-up'
import { lockSettings, refuseUnlessSeen } from '../queries/version'
import { changedFields } from '../rules'
import type { EndMemberInput, MemberInput, PractitionerInput } from '../schema/people'

/** Gives a member other roles: from their next request on. Refuses `last_admin`; `not_found` where they do not work here. */
export async function changeRoles(actor: StaffActor, { memberId, roles }: MemberInput): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  await asActor(actor, async (tx) => {
    const { before, otherAdmins } = await lockMembers(tx, clinicId, memberId)
    refuseUnless(roles.includes('admin') || otherAdmins > 0, 'last_admin')
    if (changedFields({ roles: before.toSorted() }, { roles: roles.toSorted() }).length === 0) return
    await tx.clinicMember.updateMany({ where: { id: memberId, clinicId }, data: { roles } })
    const deed = { clinicId, subject: 'clinic_member', subjectId: memberId, detail: { roles } }
    await record(tx, actor, 'member.changed', deed)
  })
}

/** Ends somebody's access: from their next request on. Their practitioner profile stays. Refuses as `changeRoles`. */
export async function endMember(actor: StaffActor, { memberId }: EndMemberInput): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  await asActor(actor, async (tx) => {
    const { otherAdmins } = await lockMembers(tx, clinicId, memberId)
    refuseUnless(otherAdmins > 0, 'last_admin')
    await tx.clinicMember.updateMany({ where: { id: memberId, clinicId }, data: { endedAt: now() } })
    await record(tx, actor, 'member.ended', { clinicId, subject: 'clinic_member', subjectId: memberId })
  })
}

/** The member's roles, and how many others are administrators. Two who take each other's role away wait for one another. */
async function lockMembers(tx: Tx, clinicId: string, memberId: string) {
  const members = await tx.$queryRaw<{ id: string; roles: string[] }[]>`
    SELECT id, roles::text[] AS roles FROM clinic_member WHERE clinic_id = ${clinicId}::uuid AND ended_at IS NULL ORDER BY id FOR UPDATE`
  const before = found(members.find(({ id }) => id === memberId)).roles
  const otherAdmins = members.filter(({ id, roles }) => id !== memberId && roles.includes('admin')).length
  return { before, otherAdmins }
}

/**
 * Adds somebody who can be booked, or changes their profile. With an account, it is that of a member, who gets the role of a practitioner if
 * they had it not. Refuses `settings_changed`, and `not_found` where the profile is none of the clinic's, or the account no member's.
 */
export async function savePractitioner(actor: StaffActor, input: PractitionerInput): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  const { practitionerId, version, ...rest } = input
  const after = {
    ...rest,
    accountId: rest.accountId ?? null,
    registrationNumber: rest.registrationNumber ?? null,
    registrationBody: rest.registrationBody ?? null,
  }
  await asActor(actor, async (tx) => {
    const where = { id: practitionerId ?? newId(), clinicId }
    await lockSettings(tx, where.id)
    const before = practitionerId
      ? found(await tx.practitioner.findFirst({ where, select: practitionerColumns }))
      : null
    if (before) refuseUnlessSeen(before, practitionerColumns, version)
    if (after.accountId !== null && after.accountId !== before?.accountId)
      await makePractitioner(tx, actor, after.accountId)
    const deed = { clinicId, subject: 'practitioner', subjectId: where.id }
    if (!before) {
      await tx.practitioner.createMany({ data: { ...where, ...after } })
      return record(tx, actor, 'practitioner.added', deed)
    }
    const changed = changedFields(before, after)
    if (changed.length === 0) return
    await tx.practitioner.updateMany({ where, data: after })
    await record(tx, actor, 'practitioner.changed', { ...deed, detail: { changed } })
  })
}

async function makePractitioner(tx: Tx, actor: StaffActor, accountId: string): Promise<void> {
  const { clinicId } = actor
  const where = { clinicId, accountId, endedAt: null }
  const member = found(await tx.clinicMember.findFirst({ where, select: { id: true, roles: true } }))
  if (member.roles.includes('practitioner')) return
  const roles = [...member.roles, 'practitioner' as const]
  await tx.clinicMember.updateMany({ where: { id: member.id, clinicId }, data: { roles } })
  const deed = { clinicId, subject: 'clinic_member', subjectId: member.id, detail: { roles } }
  await record(tx, actor, 'member.changed', deed)
}
