import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '../env'

/** Where a sealed value lives. Bound to the ciphertext, so that it opens nowhere else. */
export type Place = { table: string; column: string; id: string }

const KEY_ID = 'k1'

/** Encrypts a text for one place: AES-256-GCM, `v1.<keyId>.<nonce>.<ciphertext>.<tag>`, base64url. */
export function seal(text: string, place: Place): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', derivedKey(`seal ${KEY_ID}`), nonce)
  cipher.setAAD(additionalData(place, KEY_ID))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [
    'v1',
    KEY_ID,
    nonce.toString('base64url'),
    body.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
  ].join('.')
}

/** Opens what `seal` made for the same place. Throws on any other place, key or byte. */
export function open(sealed: string, place: Place): string {
  const [version, keyId, nonce, body, tag] = sealed.split('.')
  if (version !== 'v1' || !keyId || !nonce || body === undefined || !tag)
    throw new Error('not a sealed value')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    derivedKey(`seal ${keyId}`),
    Buffer.from(nonce, 'base64url'),
  )
  decipher.setAAD(additionalData(place, keyId))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
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

function additionalData(place: Place, keyId: string): Buffer {
  return Buffer.from(`${place.table}|${place.column}|${place.id}|${keyId}`)
}
