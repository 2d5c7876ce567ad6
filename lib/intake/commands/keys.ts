import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { found } from '../../errors'
import { hashToken, newId, newToken } from '../../ids'
import type { EndKeyInput, MakeKeyInput } from '../schema/importing'
import { asBuilder } from './build'

/** A new API key for another system's forms. The token is shown once: only its hash is kept. */
export function makeKey(actor: StaffActor, { name }: MakeKeyInput): Promise<{ token: string }> {
  const { clinicId } = actor
  return asBuilder(actor, async (tx) => {
    const [id, token] = [newId(), newToken()]
    await tx.apiKey.createMany({
      data: {
        ...{ id, clinicId, name, scopes: ['submissions'], createdAt: now() },
        tokenHash: new Uint8Array(hashToken(token)),
      },
    })
    await record(tx, actor, 'key.made', { clinicId, subject: 'api_key', subjectId: id })
    return { token }
  })
}

/** Ends a key: the next call with it is refused. Refuses with `not_found`. */
export function endKey(actor: StaffActor, { keyId }: EndKeyInput): Promise<void> {
  const { clinicId } = actor
  return asBuilder(actor, async (tx) => {
    found(await tx.apiKey.findFirst({ where: { id: keyId, clinicId }, select: { id: true } }))
    const { count } = await tx.apiKey.updateMany({
      where: { id: keyId, revokedAt: null },
      data: { revokedAt: now() },
    })
    if (count > 0) await record(tx, actor, 'key.ended', { clinicId, subject: 'api_key', subjectId: keyId })
  })
}
