import { TYPED_HEADER } from '../actions/typed'

/**
 * Whether a request is a person's own deed, which keeps their session alive: opening a page, following a link, sending a form. Not a
 * prefetch, and not a script's own fetching, so that polling and open tabs go idle (security.md I4). Whoever polls uses `fetch`; what a
 * page saves because somebody types says so by a header.
 */
export function isDeed(headers: Pick<Headers, 'get'>): boolean {
  const prefetches =
    headers.get('next-router-prefetch') !== null ||
    headers.get('next-router-segment-prefetch') !== null ||
    [headers.get('purpose'), headers.get('sec-purpose')].some((purpose) => purpose?.includes('prefetch'))
  if (prefetches) return false
  // Next's own fetching: the next page, or an action.
  if (headers.get('rsc') !== null || headers.get('next-action') !== null) return true
  if (headers.get(TYPED_HEADER) !== null) return true
  const mode = headers.get('sec-fetch-mode')
  return mode === null || mode === 'navigate'
}
