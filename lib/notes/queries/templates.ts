import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { mayWriteNotes } from '../policy'
import { type TemplateTexts, templateTexts } from '../schema'

/** Words that stand ready. `isOwn`: the actor's, else the clinic's. */
export type NoteTemplate = { id: string; name: string; texts: TemplateTexts; isOwn: boolean }

const columns = { id: true, name: true, texts: true, accountId: true } as const
type Row = { id: string; name: string; texts: unknown; accountId: string | null }

/** The clinic's templates and the actor's own, by name. */
export async function listTemplates(actor: StaffActor): Promise<NoteTemplate[]> {
  allow(mayWriteNotes(actor, actor.clinicId))
  const rows = await asActor(actor, (tx) =>
    tx.noteTemplate.findMany({
      where: { clinicId: actor.clinicId, archivedAt: null },
      select: columns,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: 200,
    }),
  )
  return rows.map(toTemplate)
}

/** One of them. Refuses `not_found`. */
export async function getTemplate(actor: StaffActor, id: string): Promise<NoteTemplate> {
  allow(mayWriteNotes(actor, actor.clinicId) && isId(id))
  const where = { id, clinicId: actor.clinicId, archivedAt: null }
  return toTemplate(
    found(await asActor(actor, (tx) => tx.noteTemplate.findFirst({ where, select: columns }))),
  )
}

const toTemplate = ({ accountId, texts, ...row }: Row): NoteTemplate => ({
  ...row,
  texts: templateTexts.parse(texts),
  isOwn: accountId !== null,
})
