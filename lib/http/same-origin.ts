import { env } from '../env'
import { refuseUnless } from '../errors'

/**
 * Refuses (`cross_site`) a state-changing request that does not say it comes from our own pages (security.md I6). Next checks actions,
 * not route handlers, and takes X-Forwarded-Host for the host; here the Origin must be the Host the client asked for, or ANTEROOM_URL's.
 * A missing or `null` Origin is refused: every browser sends one with a POST. The JSON API has no cookies to abuse: see `refuseSimplePosts`.
 */
export function refuseCrossSite(headers: Pick<Headers, 'get'>): void {
  const site = headers.get('sec-fetch-site')
  refuseUnless(site === null || site === 'same-origin' || site === 'none', 'cross_site')
  const origin = hostOf(headers.get('origin'))
  refuseUnless(
    origin !== null && (origin === headers.get('host') || origin === hostOf(env.ANTEROOM_URL)),
    'cross_site',
  )
}

/**
 * For the cookie-less JSON API: a page elsewhere may not post to it either, because a form cannot send this content type, and a script
 * that does is asked by the browser for a permission that we never give (`malformed`).
 */
export function refuseSimplePosts(headers: Pick<Headers, 'get'>): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  refuseUnless(type === 'application/json', 'malformed')
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host || null : null
}
