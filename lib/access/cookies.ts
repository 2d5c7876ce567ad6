import { decode, encode } from 'next-auth/jwt'
import { now } from '../clock'
import { derivedKey } from '../vault/seal'

/** The browser's proof of its session: an encrypted token that holds the opaque session token and nothing else. */
export const SESSION_COOKIE = '__Host-anteroom-session'
/** A browser that has signed in before; it grants nothing but its own sign-in allowance. */
export const DEVICE_COOKIE = '__Host-anteroom-device'
/** The slug of the clinic somebody with several is at work in now. */
export const CLINIC_COOKIE = '__Host-anteroom-clinic'

/** `__Host-` holds the browser to it: secure, this host only, every path. Browsers take http://localhost for secure. */
export const COOKIE_FLAGS = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const

export const DEVICE_COOKIE_SECONDS = 365 * 24 * 60 * 60

/** next-auth derives its key from this and the salt: a token of ours for any other purpose does not open as a session. */
const SALT = 'anteroom session'
export const cookieSecret = (): string => derivedKey('session cookie').toString('base64url')

/** The cookie's value for a session token, good until the session's absolute end. */
export function sealSessionCookie(token: string, expiresAt: Date): Promise<string> {
  const maxAge = Math.max(0, Math.ceil((expiresAt.getTime() - now().getTime()) / 1000))
  return encode({ token: { session: token }, secret: cookieSecret(), salt: SALT, maxAge })
}

/** The session token in a cookie's value, or null: forged, expired, meant for something else, or no cookie at all (security.md H13). */
export async function openSessionCookie(value: string | undefined): Promise<string | null> {
  if (!value || value.length > 4096) return null
  try {
    return sessionTokenOf(await decode({ token: value, secret: cookieSecret(), salt: SALT }))
  } catch {
    return null
  }
}

/** The session token in an opened next-auth token. One without an end is not of our making. */
function sessionTokenOf(payload: Record<string, unknown> | null): string | null {
  const token = payload?.session
  return typeof token === 'string' && /^[\w-]{43}$/.test(token) && typeof payload?.exp === 'number'
    ? token
    : null
}
