import { createHash } from 'node:crypto'
import { cache } from 'react'
import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { asActor, type Tx } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { localDate, printPlainDate } from '../../time'
import { mayBuildForms } from '../policy'
import { type FormProblem, problemsOf } from '../rules/definition'
import type { FormKind } from '../schema/building'
import type { Definition } from '../schema/definition'
import { definitionOf } from './version'

export type VersionState = 'draft' | 'published' | 'retired'

/** A version of a form with what it asks. */
export type FormVersionView = {
  id: string
  number: number
  state: VersionState
  title: string
  definition: Definition
  publishedAt: Date | null
  retiredAt: Date | null
}

/** A form as its list shows it, by its newest version. */
export type FormLine = {
  id: string
  kind: FormKind
  title: string
  states: { number: number; state: VersionState }[]
  services: string[]
}

/** A form with all its versions, newest first, and which services ask for it. `seen`: what the draft is now; `problems`: what keeps it from being published. */
export type FormRecord = {
  id: string
  kind: FormKind
  title: string
  draft: FormVersionView | null
  published: FormVersionView | null
  versions: FormVersionView[]
  seen: string
  problems: FormProblem[]
  services: { id: string; name: string; asks: 'no' | 'all' | 'initial' | 'follow_up' }[]
  timeZone: string
}

/** Every form of the clinic. */
export async function listForms(actor: StaffActor): Promise<FormLine[]> {
  return asBuilder(actor, async (tx, clinicId) => {
    const rows = await tx.form.findMany({
      where: { clinicId },
      select: {
        ...{ id: true, kind: true },
        versions: { select: { number: true, state: true, title: true }, orderBy: { number: 'desc' } },
        services: { select: { service: { select: { name: true } } } },
      },
    })
    return rows
      .map(({ id, kind, versions, services }) => ({
        ...{ id, kind, title: versions[0]?.title ?? '' },
        states: versions.map(({ number, state }) => ({ number, state })),
        services: services.map(({ service }) => service.name).sort(),
      }))
      .sort((a, b) => a.title.localeCompare(b.title))
  })
}

/** One form. Refuses with `not_found`. */
export const getForm = cache(
  (actor: StaffActor, formId: string): Promise<FormRecord> =>
    asBuilder(actor, async (tx, clinicId) => {
      const row = found(
        isId(formId)
          ? await tx.form.findFirst({ where: { id: formId, clinicId }, select: formColumns })
          : null,
      )
      const services = await tx.service.findMany({
        where: { clinicId, active: true },
        select: { id: true, name: true },
        orderBy: [{ position: 'asc' }, { name: 'asc' }],
      })
      const versions = row.versions.map((one) => ({ ...one, definition: definitionOf(one.definition) }))
      const stateOf = (state: VersionState) => versions.find((one) => one.state === state) ?? null
      const draft = stateOf('draft')
      const asking = new Map(row.services.map(({ serviceId, type }) => [serviceId, type ?? ('all' as const)]))
      return {
        ...{ id: row.id, kind: row.kind, title: versions[0]?.title ?? '', versions },
        ...{ draft, published: stateOf('published'), seen: draft ? draftVersion(draft) : '' },
        problems: draft ? problemsOf(draft.definition) : [],
        services: services.map(({ id, name }) => ({ id, name, asks: asking.get(id) ?? ('no' as const) })),
        timeZone: row.clinic.timeZone,
      }
    }),
)

/** The API keys of other systems that are good now. `since`: a date, in words. */
export function listKeys(actor: StaffActor): Promise<{ id: string; name: string; since: string }[]> {
  return asBuilder(actor, async (tx, clinicId) => {
    const rows = await tx.apiKey.findMany({
      where: { clinicId, revokedAt: null },
      select: { id: true, name: true, createdAt: true, clinic: { select: { timeZone: true } } },
      orderBy: { createdAt: 'asc' },
    })
    return rows.map(({ id, name, createdAt, clinic }) => ({
      ...{ id, name, since: printPlainDate(localDate(createdAt, clinic.timeZone)) },
    }))
  })
}

/** What a draft is now, in a few characters. */
export function draftVersion({ title, definition }: { title: string; definition: unknown }): string {
  const text = JSON.stringify([title, definitionOf(definition)])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

async function asBuilder<T>(actor: StaffActor, work: (tx: Tx, clinicId: string) => Promise<T>): Promise<T> {
  allow(mayBuildForms(actor, actor.clinicId), 'known')
  return asActor(actor, (tx) => work(tx, actor.clinicId))
}

const formColumns = {
  ...{ id: true, kind: true, clinic: { select: { timeZone: true } } },
  versions: {
    select: {
      ...{ id: true, number: true, state: true, title: true, definition: true },
      ...{ publishedAt: true, retiredAt: true },
    },
    orderBy: { number: 'desc' },
  },
  services: { select: { serviceId: true, type: true } },
} as const
