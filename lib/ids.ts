import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { now } from './clock'

/** A UUID version 7 (RFC 9562): time-ordered, so that indexes grow at one end. */
export function newId(): string {
  const time = now().getTime().toString(16).padStart(12, '0')
  // The random part and the variant of a version 4, which Node makes many at a time.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

const REFERENCE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** A booking reference: 8 characters, no look-alikes (0/O, 1/I/L). 31^8 ≈ 8.5·10^11 of them; display only, it authorises nothing. */
export function newReference(): string {
  return Array.from({ length: 8 }, () => REFERENCE_ALPHABET[randomInt(REFERENCE_ALPHABET.length)]).join('')
}

/** A 256-bit secret for a cookie or a link, base64url. Keep only its `hashToken`. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 of a token: what the database keeps. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether two secrets are the same, in a time that does not tell where they differ (security.md K8). */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hashToken(one), hashToken(other))
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text is a UUID at all: what is not one names nothing, and need not reach the database. */
export function isId(text: string): boolean {
  return UUID.test(text)
}
