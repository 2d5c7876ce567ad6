import 'server-only'
import { cookies, headers } from 'next/headers'
import type { Via } from './actor'
import {
  CLINIC_COOKIE,
  COOKIE_FLAGS,
  DEVICE_COOKIE,
  DEVICE_COOKIE_SECONDS,
  openSessionCookie,
  SESSION_COOKIE,
  sealSessionCookie,
} from './cookies'
import { endSessionOf, type OpenSession, openSession } from './sessions'
import { signInWithPassword } from './sign-in'

/** Signs this browser in: verifies, starts a session and hands the browser its cookies. Refuses as `signInWithPassword` does. */
export async function signInBrowser(via: Via, email: string, password: string): Promise<OpenSession | null> {
  const jar = await cookies()
  const { token, expiresAt, deviceToken } = await signInWithPassword(via, {
    email,
    password,
    deviceToken: jar.get(DEVICE_COOKIE)?.value ?? null,
    userAgent: (await headers()).get('user-agent') ?? '',
  })
  // Whoever was signed in here before is not any more.
  const before = await openSessionCookie(jar.get(SESSION_COOKIE)?.value)
  if (before !== null) await endSessionOf(before, via)
  jar.set(SESSION_COOKIE, await sealSessionCookie(token, expiresAt), { ...COOKIE_FLAGS, expires: expiresAt })
  jar.set(DEVICE_COOKIE, deviceToken, { ...COOKIE_FLAGS, maxAge: DEVICE_COOKIE_SECONDS })
  return openSession(token, via, false)
}

/** Remembers in which of their clinics somebody works now. It grants nothing: only memberships count. */
export async function rememberClinic(slug: string): Promise<void> {
  ;(await cookies()).set(CLINIC_COOKIE, slug, { ...COOKIE_FLAGS, maxAge: DEVICE_COOKIE_SECONDS })
}
