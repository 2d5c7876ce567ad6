import { type BrowserContext, expect } from '@playwright/test'
import { DEMO_PASSWORD, type people } from '@/prisma/seed/cast'

type Person = (typeof people)[keyof typeof people]

/** The Cookie header of somebody who signs in now, in a session of their own; through next-auth's address, which needs no browser. */
export async function cookieOf(url: string, { email }: Person): Promise<string> {
  const csrf = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, cookie: cookiesIn(csrf) },
    body: new URLSearchParams({ csrfToken, email, password: DEMO_PASSWORD }),
  })
  await answer.arrayBuffer()
  const cookie = cookiesIn(answer)
  if (!cookie.includes('__Host-anteroom-session=')) throw new Error(`${email} could not sign in`)
  return cookie
}

const cookiesIn = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')

/** Signs a browser in, in a session of its own. */
export async function signInApart(context: BrowserContext, url: string, { email }: Person): Promise<void> {
  const { csrfToken } = await (await context.request.get(`${url}/api/auth/csrf`)).json()
  const form = { csrfToken, email, password: DEMO_PASSWORD }
  const answer = await context.request.post(`${url}/api/auth/callback/credentials`, {
    form,
    headers: { origin: url },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(302)
}
