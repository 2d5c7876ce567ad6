/**
 * A path on this site that a person may be sent to after signing in, or null: what was asked for can have been written by anybody (J2).
 * One leading slash; no backslash, which browsers read as one; no control characters, which they drop.
 */
export function ownPath(asked: unknown): string | null {
  if (typeof asked !== 'string' || asked.length > 500) return null
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return null
  const base = 'http://here.invalid'
  if (!URL.canParse(asked, base)) return null
  const { origin, pathname, search } = new URL(asked, base)
  return origin === base && !pathname.startsWith('//') && !pathname.startsWith('/api/')
    ? pathname + search
    : null
}
