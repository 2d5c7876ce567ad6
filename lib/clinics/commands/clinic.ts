import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { faultOf } from '../../db/faults'
import { found, refusal } from '../../errors'
import { newId } from '../../ids'
import { readPhone } from '../../phone'
import { mayAdminister } from '../policy'
import { clinicColumns, locationColumns, resourceColumns } from '../queries/setting-up'
import { lockSettings, refuseUnlessSeen } from '../queries/version'
import { changedFields } from '../rules'
import type { ClinicInput, LocationInput, ResourceInput } from '../schema/clinic'

/** Changes the clinic's details and policy. Refuses `settings_changed`, and `invalid_input` where the web address is taken or the phone cannot be read. */
export async function changeClinic(
  actor: StaffActor,
  { version, ...input }: ClinicInput,
): Promise<{ slug: string }> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  try {
    return await asActor(actor, async (tx) => {
      await lockSettings(tx, clinicId)
      const before = found(await tx.clinic.findFirst({ where: { id: clinicId }, select: clinicColumns }))
      refuseUnlessSeen(before, clinicColumns, version)
      const phone = readPhone(input.phone, before.phone)
      if (!phone)
        throw refusal('invalid_input', { phone: 'Enter it with the country code, like +61 2 5550 0123' })
      const after = { ...input, phone }
      const changed = changedFields(before, after)
      if (changed.length === 0) return { slug: input.slug }
      await tx.clinic.updateMany({ where: { id: clinicId }, data: after })
      const deed = { clinicId, subject: 'clinic', subjectId: clinicId, detail: { changed } }
      await record(tx, actor, 'clinic.changed', deed)
      return { slug: input.slug }
    })
  } catch (error) {
    if (faultOf(error).sqlState === '23505')
      throw refusal('invalid_input', { slug: 'Another clinic has that address. Choose another.' })
    throw error
  }
}

/** Adds a location, or changes one. Refuses `settings_changed`, and `not_found` where it is none of the clinic's. */
export async function saveLocation(actor: StaffActor, input: LocationInput): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  const { locationId, version, ...rest } = input
  const after = {
    ...rest,
    address: rest.address ?? null,
    cancelNoticeHours: rest.cancelNoticeHours ?? null,
    lateCancelFeeCents: rest.lateCancelFeeCents ?? null,
  }
  if (after.kind === 'in_person' && !after.address)
    throw refusal('invalid_input', { address: 'Enter the address' })
  await asActor(actor, async (tx) => {
    const deed = { clinicId, subject: 'location' }
    if (!locationId) {
      const id = newId()
      await tx.location.createMany({ data: { id, clinicId, ...after } })
      return record(tx, actor, 'location.added', { ...deed, subjectId: id })
    }
    const where = { id: locationId, clinicId }
    await lockSettings(tx, locationId)
    const before = found(await tx.location.findFirst({ where, select: locationColumns }))
    refuseUnlessSeen(before, locationColumns, version)
    const changed = changedFields(before, after)
    if (changed.length === 0) return
    await tx.location.updateMany({ where, data: after })
    await record(tx, actor, 'location.changed', { ...deed, subjectId: locationId, detail: { changed } })
  })
}

/**
 * Adds a room or piece of equipment, or changes one. What it is stays. Refuses `settings_changed`, and `not_found` where it, or its location,
 * is none of the clinic's.
 */
export async function saveResource(actor: StaffActor, input: ResourceInput): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  const { resourceId, kind, version, ...after } = input
  await asActor(actor, async (tx) => {
    found(await tx.location.findFirst({ where: { id: input.locationId, clinicId }, select: { id: true } }))
    const deed = { clinicId, subject: 'resource' }
    if (!resourceId) {
      const id = newId()
      await tx.resource.createMany({ data: { id, clinicId, kind, ...after } })
      return record(tx, actor, 'resource.added', { ...deed, subjectId: id })
    }
    const where = { id: resourceId, clinicId }
    await lockSettings(tx, resourceId)
    const before = found(await tx.resource.findFirst({ where, select: resourceColumns }))
    refuseUnlessSeen(before, resourceColumns, version)
    const changed = changedFields(before, after)
    if (changed.length === 0) return
    await tx.resource.updateMany({ where, data: after })
    await record(tx, actor, 'resource.changed', { ...deed, subjectId: resourceId, detail: { changed } })
  })
}
