import type { ReactNode } from 'react'
import { BackLink } from '@/components/ui/back-link'

type BodyProps = {
  /** Where the Back link goes and, if not "Back", what it says. */
  back?: string | { href: string; say: string }
  /** Beside the content on a wide screen, after it on a phone: what has been chosen so far. */
  aside?: ReactNode
  /** Let the content take the whole width (tables, boards). Reading pages keep a line length. */
  wide?: boolean
  children: ReactNode
}

type HeadingProps = {
  title: ReactNode
  lead?: ReactNode
  /** "Step 3 of 6", above the title. */
  step?: ReactNode
  /** Links and buttons at the heading's right. */
  actions?: ReactNode
}

/** The content of `<main>`: way back, heading, content. Every page is one of these, or a FormPage. */
export function Page({ back, aside, wide, children, ...heading }: BodyProps & HeadingProps) {
  return (
    <PageBody back={back} aside={aside} wide={wide}>
      <PageHeading {...heading} />
      <div className="flex flex-col gap-6">{children}</div>
    </PageBody>
  )
}

/** The column of a page without its heading. For FormPage and ConfirmationPanel, which bring their own h1. */
export function PageBody({ back, aside, wide, children }: BodyProps) {
  const { href, say } = typeof back === 'string' ? { href: back, say: undefined } : (back ?? {})
  return (
    <>
      {href && <BackLink href={href}>{say}</BackLink>}
      <div className={aside ? 'grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]' : ''}>
        <div className={wide ? 'min-w-0' : 'min-w-0 max-w-160'}>{children}</div>
        {aside && <aside>{aside}</aside>}
      </div>
    </>
  )
}

/** The page's h1 with its step and lead. */
export function PageHeading({ title, lead, step, actions }: HeadingProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {step && <p className="mb-1 text-muted text-small">{step}</p>}
        <h1 className="font-semibold text-title tracking-tight">{title}</h1>
        {lead && <p className="mt-2 text-lead text-muted">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
    </header>
  )
}
