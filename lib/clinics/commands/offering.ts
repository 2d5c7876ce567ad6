import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor, type Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayAdminister } from '../policy'
import { needColumns, offerColumns, serviceColumns } from '../queries/setting-up'
import { lockSettings, refuseUnlessSeen } from '../queries/version'
import { changedFields, serviceCode } from '../rules'
import type { NeedsInput, OffersInput, ServiceInput } from '../schema/offering'

/** Adds a service, or changes one; its code in addresses stays. Refuses `settings_changed`, and `not_found` where it is none of the clinic's. */
export async function saveService(
  actor: StaffActor,
  input: ServiceInput,
): Promise<{ serviceId: string; isNew: boolean }> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  const { serviceId, version, ...rest } = input
  const after = {
    ...rest,
    minimumAgeYears: rest.minimumAgeYears ?? null,
    maximumAgeYears: rest.maximumAgeYears ?? null,
    dailyCap: rest.dailyCap ?? null,
    upcomingLimit: rest.upcomingLimit ?? null,
    cancelNoticeHours: rest.cancelNoticeHours ?? null,
    lateCancelFeeCents: rest.lateCancelFeeCents ?? null,
  }
  return asActor(actor, async (tx) => {
    const deed = { clinicId, subject: 'service' }
    if (!serviceId) {
      const id = newId()
      const others = await tx.service.findMany({ where: { clinicId }, select: { code: true } })
      const code = serviceCode(
        after.name,
        others.map((one) => one.code),
      )
      await tx.service.createMany({ data: { id, clinicId, code, position: others.length, ...after } })
      await record(tx, actor, 'service.added', { ...deed, subjectId: id })
      return { serviceId: id, isNew: true }
    }
    const where = { id: serviceId, clinicId }
    await lockSettings(tx, serviceId)
    const before = found(await tx.service.findFirst({ where, select: serviceColumns }))
    refuseUnlessSeen(before, serviceColumns, version)
    const changed = changedFields(before, after)
    if (changed.length > 0) {
      await tx.service.updateMany({ where, data: after })
      await record(tx, actor, 'service.changed', { ...deed, subjectId: serviceId, detail: { changed } })
    }
    return { serviceId, isNew: false }
  })
}

/**
 * Says who offers a service, and what of it is their own. Practitioners whom the form does not name stay as they are. Refuses
 * `settings_changed`, and `not_found` where the service or a practitioner is none of the clinic's.
 */
export async function saveOffers(
  actor: StaffActor,
  { serviceId, version, offers }: OffersInput,
): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  await asActor(actor, async (tx) => {
    await lockSettings(tx, serviceId)
    const practitioners = { select: offerColumns, orderBy: { practitionerId: 'asc' } } as const
    const where = { id: serviceId, clinicId }
    const before = found(await tx.service.findFirst({ where, select: { practitioners } }))
    refuseUnlessSeen(before, { practitioners: true }, version)
    const known = await tx.practitioner.count({ where: { clinicId, id: { in: Object.keys(offers) } } })
    refuseUnless(known === Object.keys(offers).length, 'not_found')
    const changed: string[] = []
    for (const [practitionerId, offer] of Object.entries(offers)) {
      const own = before.practitioners.find((one) => one.practitionerId === practitionerId)
      const place = { clinicId, serviceId, practitionerId }
      if (await saveOffer(tx, place, own, offer)) changed.push(practitionerId)
    }
    if (changed.length > 0)
      await record(tx, actor, 'service.offersChanged', {
        ...{ clinicId, subject: 'service', subjectId: serviceId },
        detail: { practitioners: changed },
      })
  })
}

type Place = { clinicId: string; serviceId: string; practitionerId: string }

/** Whether anything changed. */
async function saveOffer(
  tx: Tx,
  place: Place,
  before: Partial<Record<keyof typeof offerColumns, unknown>> | undefined,
  offer: OffersInput['offers'][string],
): Promise<boolean> {
  const { serviceId, practitionerId } = place
  if (!offer.offered) {
    if (before) await tx.practitionerService.deleteMany({ where: { serviceId, practitionerId } })
    return before !== undefined
  }
  const after = {
    initialMinutes: offer.initialMinutes ?? null,
    initialPriceCents: offer.initialPriceCents ?? null,
    followUpMinutes: offer.followUpMinutes ?? null,
    followUpPriceCents: offer.followUpPriceCents ?? null,
    dailyCap: offer.dailyCap ?? null,
  }
  if (!before) await tx.practitionerService.createMany({ data: { ...place, ...after } })
  else if (changedFields(before, after).length === 0) return false
  else await tx.practitionerService.updateMany({ where: { serviceId, practitionerId }, data: after })
  return true
}

/** Says which rooms and equipment every visit needs. One without anything in it goes. Refuses as `saveOffers`. */
export async function saveNeeds(actor: StaffActor, input: NeedsInput): Promise<void> {
  const { clinicId } = actor
  allow(mayAdminister(actor, clinicId), 'known')
  const { serviceId, version, needs } = input
  await asActor(actor, async (tx) => {
    await lockSettings(tx, serviceId)
    const ofService = { needs: { select: needColumns, orderBy: { id: 'asc' } } } as const
    const before = found(
      await tx.service.findFirst({ where: { id: serviceId, clinicId }, select: ofService }),
    )
    refuseUnlessSeen(before, { needs: true }, version)
    const named = [...new Set(Object.values(needs).flatMap(({ resourceIds }) => resourceIds))]
    const known = await tx.resource.count({ where: { clinicId, id: { in: named } } })
    refuseUnless(known === named.length, 'not_found')
    for (const [key, { name, resourceIds }] of Object.entries(needs)) {
      const where = { id: key, serviceId, clinicId }
      const data = { name: name ?? 'Room or equipment', resourceIds }
      if (key === 'new') {
        if (resourceIds.length > 0)
          await tx.serviceNeed.createMany({ data: { id: newId(), clinicId, serviceId, ...data } })
      } else if (resourceIds.length === 0) await tx.serviceNeed.deleteMany({ where })
      else await tx.serviceNeed.updateMany({ where, data })
    }
    await record(tx, actor, 'service.needsChanged', {
      clinicId,
      subject: 'service',
      subjectId: serviceId,
      detail: { resources: named },
    })
  })
}
