import type { Cookie, Page } from '@playwright/test'
import { DEMO_PASSWORD, type people } from '@/prisma/seed/cast'

type Person = (typeof people)[keyof typeof people]

/** Cookies of this worker's sessions. Signing in hashes a password, so once is enough. */
const sessions = new Map<string, Cookie[]>()

/** Makes the page somebody's: as signed in, by the cookie of a session that this worker keeps. */
export async function signInAs(page: Page, { email }: Person): Promise<void> {
  const kept = sessions.get(email)
  if (kept) return page.context().addCookies(kept)
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  sessions.set(email, await page.context().cookies())
}
