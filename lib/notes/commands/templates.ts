import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { newId } from '../../ids'
import { mayKeepTemplate } from '../policy'
import type { RemoveTemplateInput, SaveTemplateInput } from '../schema'

/** Puts a template there, or changes one. Whose it is stays. Refuses `not_found`. */
export async function saveTemplate(
  actor: StaffActor,
  { templateId, isClinics, name, ...texts }: SaveTemplateInput,
): Promise<{ templateId: string }> {
  const id = templateId ?? newId()
  return asActor(actor, async (tx) => {
    const accountId = templateId
      ? found(await tx.noteTemplate.findFirst({ where: { id }, select: { accountId: true } })).accountId
      : isClinics
        ? null
        : actor.accountId
    allow(mayKeepTemplate(actor, { clinicId: actor.clinicId, accountId }), 'known')
    if (templateId) await tx.noteTemplate.updateMany({ where: { id }, data: { name, texts } })
    else
      await tx.noteTemplate.createMany({
        data: { id, clinicId: actor.clinicId, accountId, name, texts, createdAt: now() },
      })
    await record(tx, actor, 'noteTemplate.saved', deedOf(actor, id))
    return { templateId: id }
  })
}

/** Takes a template away; notes that were written with it keep their words. Refuses `not_found`. */
export async function removeTemplate(
  actor: StaffActor,
  { templateId: id }: RemoveTemplateInput,
): Promise<{ templateId: string }> {
  return asActor(actor, async (tx) => {
    const where = { id, clinicId: actor.clinicId, archivedAt: null }
    const template = found(
      await tx.noteTemplate.findFirst({ where, select: { clinicId: true, accountId: true } }),
    )
    allow(mayKeepTemplate(actor, template), 'known')
    await tx.noteTemplate.updateMany({ where, data: { archivedAt: now() } })
    await record(tx, actor, 'noteTemplate.removed', deedOf(actor, id))
    return { templateId: id }
  })
}

const deedOf = ({ clinicId }: StaffActor, subjectId: string) => ({
  clinicId,
  subject: 'noteTemplate',
  subjectId,
})
