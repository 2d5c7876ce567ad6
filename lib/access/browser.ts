import 'server-only'
import { cookies, headers } from 'next/headers'
import type { PatientActor, Via } from './actor'
import {
  CLINIC_COOKIE,
  COOKIE_FLAGS,
  DEVICE_COOKIE,
  DEVICE_COOKIE_SECONDS,
  openSessionCookie,
  SESSION_COOKIE,
  sealSessionCookie,
} from './cookies'
import { endSession, endSessionOf, type OpenSession, openSession, startSession } from './sessions'
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

/** A session of its own, with a staff member's times, for somebody who has just become one; the one before ends (security.md I1). */
export async function renewAsStaff(actor: PatientActor): Promise<void> {
  const account = { id: actor.accountId, isStaff: true, email: actor.email }
  const userAgent = (await headers()).get('user-agent') ?? ''
  const { token, expiresAt } = await startSession(account, actor.via, userAgent)
  const sealed = await sealSessionCookie(token, expiresAt)
  ;(await cookies()).set(SESSION_COOKIE, sealed, { ...COOKIE_FLAGS, expires: expiresAt })
  await endSession(actor)
}

/** Remembers in which of their clinics somebody works now. It grants nothing: only memberships count. */
export async function rememberClinic(slug: string): Promise<void> {
  ;(await cookies()).set(CLINIC_COOKIE, slug, { ...COOKIE_FLAGS, maxAge: DEVICE_COOKIE_SECONDS })
}
