import { createHash } from 'node:crypto'
import { type Actor, actorSetting } from '../access/actor'
import { now } from '../clock'
import { asActor } from '../db/client'
import { Refusal } from '../errors'
import { newId } from '../ids'
import { seal, sealBytes } from '../vault/seal'
import { cleaned } from './clean'
import { type MediaType, mediaTypeOf } from './media'
import { nameFor } from './name'
import { fileStore } from './store'

/** A file as somebody sent it. `field`: the control it was chosen in, which is blamed for it. */
export type Upload = { field: string; name: string; bytes: Uint8Array }

declare const made: unique symbol
/** A file that was found harmless and lies sealed in the store: for a row of `patient_file`, within the hour, by whoever sent it. */
export type PutAway = {
  readonly [made]: true
  readonly id: string
  readonly mediaType: MediaType
  readonly byteCount: number
  readonly sha256: Buffer<ArrayBuffer>
  readonly nameSealed: string
  readonly keySealed: string
}

/**
 * Checks a file, writes it anew, seals it and puts it into the store. Takes a second or two: call it before the transaction in which the
 * file is kept. Refuses with a `file_…` code whose sentence is also the field's; nothing is stored then.
 */
export async function putAway(actor: Actor, upload: Upload): Promise<PutAway> {
  const { mediaType, name, bytes } = await harmless(upload)
  const id = newId()
  const sealed = sealBytes(bytes, { table: 'patient_file', column: 'key_sealed', id })
  // First, so that a job finds what is not kept, whatever happens from here on.
  await asActor(actor, (tx) =>
    tx.fileUpload.createMany({ data: { id, actor: actorSetting(actor), createdAt: now() } }),
  )
  await (await fileStore()).put(id, sealed.bytes)
  return {
    id,
    mediaType,
    byteCount: bytes.length,
    sha256: createHash('sha256').update(sealed.bytes).digest(),
    nameSealed: seal(name, { table: 'patient_file', column: 'name_sealed', id }),
    keySealed: sealed.keySealed,
  } as PutAway
}

async function harmless({ field, name, bytes }: Upload) {
  try {
    const mediaType = mediaTypeOf(bytes)
    return { mediaType, name: nameFor(name, mediaType), bytes: await cleaned(bytes, mediaType) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.code, { [field]: error.say })
  }
}
