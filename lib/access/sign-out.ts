import type { NextRequest } from 'next/server'
import { Refusal } from '../errors'
import { refuseCrossSite } from '../http/same-origin'
import { viaOf } from '../http/via'
import { openSessionCookie, SESSION_COOKIE } from './cookies'
import { endSessionOf } from './sessions'

/** Nothing of the signed-in pages stays in the browser: not in its cache, not in its back button, not in its storage (security.md I8). */
export const FORGET_EVERYTHING = '"cache", "storage"'

/**
 * The address a sign-out form posts to. An address and not an action, because only a response of our own can carry `Clear-Site-Data`.
 * Ends the session in the database, clears the cookie, and goes to the sign-in page. Refuses posts from other sites.
 */
export async function signOut(request: NextRequest): Promise<Response> {
  try {
    refuseCrossSite(request.headers)
  } catch (error) {
    if (error instanceof Refusal) return new Response(error.say, { status: error.status })
    throw error
  }
  const token = await openSessionCookie(request.cookies.get(SESSION_COOKIE)?.value)
  if (token !== null) await endSessionOf(token, viaOf(request.headers))
  return new Response(null, {
    status: 303,
    headers: {
      Location: '/sign-in?signed-out',
      'Set-Cookie': `${SESSION_COOKIE}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`,
      'Clear-Site-Data': FORGET_EVERYTHING,
      'Cache-Control': 'no-store',
    },
  })
}
