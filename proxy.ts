import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { NONCE_HEADER, PATH_HEADER, REQUEST_ID_HEADER } from '@/lib/http/headers'
import { refuseCrossSite } from '@/lib/http/same-origin'
import { viaOf } from '@/lib/http/via'

/**
 * Runs before every page, and decides nothing about access: each page, action and handler does that itself (security.md, finding 7). It
 * gives the response its Content-Security-Policy with a nonce of its own, and tells the page its nonce and its path. Posts from other
 * sites it turns away early and in words (the actions refuse them again; Next's own refusal is a 500).
 */
export function proxy(request: NextRequest): NextResponse {
  const refused = refusalOfPost(request)
  if (refused)
    return new NextResponse(refused.say, { status: refused.status, headers: { 'cache-control': 'no-store' } })

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  // Set, never added to: whatever a client sent under these names is gone.
  headers.set(NONCE_HEADER, nonce)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  // Where Next looks for the nonce of the scripts it writes.
  headers.set('content-security-policy', policy)
  headers.delete('content-security-policy-report-only')
  headers.delete('x-middleware-subrequest')

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'no-store')
  response.headers.set(REQUEST_ID_HEADER, viaOf(request.headers).requestId)
  return response
}

function refusalOfPost(request: NextRequest): Refusal | null {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return null
  try {
    refuseCrossSite(request.headers)
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** security.md J5. `strict-dynamic`: scripts by their nonce and what those load, whatever the address. Stripe only as a place to go to. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = env.NODE_ENV === 'development'
  return [
    `default-src 'self'`,
    // React's development build shows server errors with the help of eval.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-src 'none'`,
    `frame-ancestors 'none'`,
    `form-action 'self' https://checkout.stripe.com`,
  ].join('; ')
}

export const config = {
  // Not the API (a hot path without a browser behind it), nor files.
  matcher: ['/((?!api/|_next/static/|icon.svg).*)'],
}
