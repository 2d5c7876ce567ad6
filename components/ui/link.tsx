import NextLink from 'next/link'
import type { ComponentProps } from 'react'

const look =
  'rounded-xs text-accent underline decoration-1 underline-offset-[0.2em] hover:text-accent-hover hover:decoration-2 active:text-accent-active'

/**
 * A link in text. Not prefetched: a page that opens a record writes an audit row, and a link merely seen must not.
 * `tel:`, `mailto:` and other hosts become plain anchors.
 */
export function Link({ href, ...link }: Omit<ComponentProps<typeof NextLink>, 'href'> & { href: string }) {
  if (!href.startsWith('/') && !href.startsWith('?') && !href.startsWith('#')) {
    return <a href={href} {...link} className={look} />
  }
  return <NextLink href={href} prefetch={false} {...link} className={look} />
}
