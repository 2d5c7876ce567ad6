import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE = 12
/** Node takes a shorter tag for a good one unless it is told the length. */
const TAG = { authTagLength: 16 }

/** What AES-256-GCM makes of a text. */
export type Parts = { nonce: Buffer; body: Buffer; tag: Buffer }

/** Encrypts under a key, bound to `about`. Nonces are random: no key may encrypt more than 2^32 times (NIST SP 800-38D, 8.3). */
export function encrypt(key: Buffer, plain: Uint8Array, about: Buffer): Parts {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, TAG)
  cipher.setAAD(about)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return { nonce, body, tag: cipher.getAuthTag() }
}

/** Decrypts what `encrypt` made of it. Throws where the key, what it is bound to, or any bit is another. */
export function decrypt(key: Buffer, { nonce, body, tag }: Parts, about: Buffer): Buffer {
  if (nonce.length !== NONCE) throw new Error('not a nonce')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, TAG)
  decipher.setAAD(about)
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()])
}

/** The parts as one: nonce, body, tag. */
export function joined({ nonce, body, tag }: Parts): Buffer {
  return Buffer.concat([nonce, body, tag])
}

/** The parts of `joined`. */
export function partsOf(whole: Uint8Array): Parts {
  const bytes = Buffer.from(whole)
  const end = Math.max(NONCE, bytes.length - TAG.authTagLength)
  return { nonce: bytes.subarray(0, NONCE), body: bytes.subarray(NONCE, end), tag: bytes.subarray(end) }
}
