import type { NextRequest } from 'next/server'
import { Refusal, refuseUnless } from '../errors'
import { ownPath } from '../http/paths'
import { refuseCrossSite } from '../http/same-origin'
import { nextAuth } from './next-auth'
import { FORGET_EVERYTHING } from './sign-out'

/** What of next-auth is open. Not `_log`: it writes to our log whatever a stranger sends. */
const OPEN = ['session', 'csrf', 'providers', 'signin', 'signout', 'callback', 'error']

type Context = { params: Promise<{ nextauth: string[] }> }

/** `/api/auth/*`: next-auth behind the checks of every other state-changing request of ours. */
export async function authRoute(request: NextRequest, context: Context): Promise<Response> {
  const [deed = '', ...rest] = (await context.params).nextauth
  try {
    // Nobody of ours comes back from elsewhere; next-auth answers such a GET with a 500.
    const isReturn = deed === 'callback' && request.method !== 'POST'
    refuseUnless(OPEN.includes(deed) && !isReturn && isPlain(deed, rest), 'not_found')
    if (request.method !== 'GET') refuseCrossSite(request.headers)
    const asked = request.nextUrl.searchParams.get('callbackUrl')
    refuseUnless(
      asked === null || ownPath(asked) !== null || asked.startsWith(`${request.nextUrl.origin}/`),
      'malformed',
    )
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ code: error.code }, { status: error.status })
    throw error
  }
  const answer = await nextAuth(request, context)
  if (deed === 'signout' && request.method === 'POST')
    answer.headers.set('Clear-Site-Data', FORGET_EVERYTHING)
  answer.headers.set('Cache-Control', 'no-store')
  return answer
}

/** next-auth does not look past what it needs: `session/x.css` is the session too, under a name that caches like (security.md J7). */
function isPlain(deed: string, rest: string[]): boolean {
  const mayName = deed === 'signin' || deed === 'callback'
  return rest.length === 0 || (mayName && rest.length === 1 && rest[0] === 'credentials')
}
