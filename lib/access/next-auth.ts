import NextAuth, { type NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { now } from '../clock'
import { Refusal } from '../errors'
import { ownPath } from '../http/paths'
import { viaOf } from '../http/via'
import { bugFields, log } from '../log'
import type { Via } from './actor'
import { COOKIE_FLAGS, cookieSecret, openSessionCookie, SESSION_COOKIE, sealSessionCookie } from './cookies'
import { endSessionOf, openSession } from './sessions'
import { signInWithPassword } from './sign-in'

/** The longest any session lasts; the row in the database ends it sooner. */
const LONGEST_SECONDS = 24 * 60 * 60
/** next-auth's callbacks are not told of the request. */
const UNTOLD: Via = { ip: 'none', requestId: 'none' }

/**
 * next-auth 4 over our sessions. Its credentials sign-in makes tokens that cannot be revoked (security.md, finding 9): so its token holds
 * our opaque session token and nothing else, and whoever looks at it asks the database. What is posted to `/api/auth/session` is ignored
 * (H12): the token is made of what it held before, whatever a client calls an update.
 */
function authOptions(): NextAuthOptions {
  return {
    secret: cookieSecret(),
    providers: [credentials],
    session: { strategy: 'jwt', maxAge: LONGEST_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: SESSION_COOKIE, options: COOKIE_FLAGS },
      callbackUrl: { name: '__Host-anteroom-callback', options: COOKIE_FLAGS },
      csrfToken: { name: '__Host-anteroom-csrf', options: COOKIE_FLAGS },
    },
    jwt: {
      encode: ({ token, maxAge = LONGEST_SECONDS }) =>
        sealSessionCookie(String(token?.session), new Date(now().getTime() + maxAge * 1000)),
      decode: async ({ token }) => {
        const session = await openSessionCookie(token)
        return session === null ? null : ({ session } satisfies JWT)
      },
    },
    callbacks: {
      jwt: ({ token, user }) => ({ session: user ? user.id : token.session }),
      // What it throws, next-auth takes for signed out: it clears the cookie.
      session: async ({ session, token }) => {
        const live = await openSession(String(token.session), UNTOLD, false)
        if (!live) throw new Error('ended')
        return { expires: session.expires, user: { name: live.name } }
      },
      redirect: ({ url, baseUrl }) =>
        baseUrl + (ownPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url) ?? '/'),
    },
    events: { signOut: ({ token }) => endSessionOf(String(token.session), UNTOLD) },
    // Its errors quote what was sent.
    logger: { error: noteError, warn: () => {}, debug: () => {} },
  }
}

/** The handler of `/api/auth/*`, made per request: its settings hold a key, which a build does not have. */
export const nextAuth: (...args: unknown[]) => Promise<Response> = (...args) =>
  NextAuth(authOptions())(...args)

// A cookie whose session has ended is no news.
function noteError(code: string): void {
  if (code !== 'JWT_SESSION_ERROR') log('warn', 'nextAuth.error', { code })
}

const credentials = Credentials({
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  // An error thrown here would be quoted in the address bar.
  async authorize(typed, request) {
    const headers = new Headers(request.headers as Record<string, string> | undefined)
    try {
      const { token } = await signInWithPassword(viaOf(headers), {
        email: typed?.email ?? '',
        password: typed?.password ?? '',
        deviceToken: null,
        userAgent: headers.get('user-agent') ?? '',
      })
      return { id: token }
    } catch (error) {
      if (!(error instanceof Refusal)) log('error', 'signIn.failed', bugFields(error))
      return null
    }
  },
})
