import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '../env'
import type { Place } from './columns'
import { decrypt, encrypt, joined, partsOf } from './gcm'
import { currentKey, type DataKey, keyOf } from './ring'

/**
 * Encrypts a text for one place: AES-256-GCM, `v1.<keyId>.<nonce>.<ciphertext>.<tag>`, base64url. The vault must be open (`openVault`).
 */
export function seal(text: string, place: Place): string {
  const key = currentKey('seal')
  const about = additionalData(place, key.id)
  const { nonce, body, tag } = encrypt(keyFor(key, about), Buffer.from(text, 'utf8'), about)
  return ['v1', key.id, ...[nonce, body, tag].map((part) => part.toString('base64url'))].join('.')
}

/** Opens what `seal` made for the same place. Throws on any other place, key or byte. */
export function open(sealed: string, place: Place): string {
  const [version, keyId, nonce, body, tag, ...rest] = sealed.split('.')
  if (version !== 'v1' || !keyId || !nonce || body === undefined || !tag || rest.length > 0)
    throw new Error('not a sealed value')
  const about = additionalData(place, keyId)
  const parts = { nonce: decoded(nonce), body: decoded(body), tag: decoded(tag) }
  return decrypt(keyFor(keyOf(keyId), about), parts, about).toString('utf8')
}

/** A file, sealed: its bytes go where files are kept, `keySealed` into its row. */
export type SealedBytes = { bytes: Buffer; keySealed: string }

/** Encrypts a file under a key of its own, which is sealed for the place: rotation seals that anew and leaves the file where it is. */
export function sealBytes(bytes: Uint8Array, place: Place): SealedBytes {
  const key = randomBytes(32)
  const sealed = joined(encrypt(key, bytes, additionalData(place, 'bytes')))
  return { bytes: sealed, keySealed: seal(key.toString('base64url'), place) }
}

/** Opens what `sealBytes` made for the same place. Throws on any other place, key or byte. */
export function openBytes({ bytes, keySealed }: SealedBytes, place: Place): Buffer {
  const key = Buffer.from(open(keySealed, place), 'base64url')
  return decrypt(key, partsOf(bytes), additionalData(place, 'bytes'))
}

/**
 * A secret for a link, made from what it opens: whoever has the deployment's secret can make it again (the worker, for the message),
 * nobody else can guess it, and the database keeps only its hash. 256 bits, base64url.
 */
export function linkToken(purpose: string, id: string): string {
  return createHmac('sha256', derivedKey('links')).update(`${purpose} ${id}`).digest('base64url')
}

/** A keyed digest, for values that must be compared or counted but not kept (rate-limit keys). */
export function keyedDigest(purpose: string, value: string): string {
  return createHmac('sha256', derivedKey(purpose)).update(value).digest('base64url')
}

const keys = new Map<string, Buffer>()
/** A key of its own for each use, from the deployment's one secret (HKDF, RFC 5869). */
export function derivedKey(use: string): Buffer {
  const before = keys.get(use)
  if (before) return before
  if (!env.ANTEROOM_SECRET) throw new Error('ANTEROOM_SECRET is not set')
  const key = keyFrom(env.ANTEROOM_SECRET, use)
  keys.set(use, key)
  return key
}

/** The same from a secret in hand: for command lines, which find the embedded database's beside it. */
export function keyFrom(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'anteroom', use, 32))
}

/** Each place has a key of its own, so that the bound on random nonces is a place's, where nothing comes near it (decisions/015). */
function keyFor(key: DataKey, about: Buffer): Buffer {
  return createHmac('sha256', key.bytes).update(about).digest()
}

function additionalData({ table, column, id }: Place, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([keyId, table, column, id]))
}

/** Base64url has several spellings of the same bytes; only our own is taken. */
function decoded(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') !== part) throw new Error('not a sealed value')
  return bytes
}
