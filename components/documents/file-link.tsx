/** A document to be saved. Not a Next link: what it leads to is no page. */
export function FileLink({ href, name, size }: { href: string; name: string; size: string }) {
  return (
    <>
      <a
        href={href}
        download
        className="break-words rounded-xs text-accent underline decoration-1 underline-offset-[0.2em] hover:text-accent-hover hover:decoration-2"
      >
        {name}
      </a>
      <span className="ml-2 whitespace-nowrap font-normal text-muted text-small">{size}</span>
    </>
  )
}
