import type { ReactNode } from 'react'
import { ReferenceLine } from './reference-line'

/**
 * A whole page that says something went wrong. Error boundaries load on every page, so this leans on nothing: no router,
 * no variants.
 */
export function Problem({
  title,
  reference,
  children,
}: {
  title: string
  reference?: string
  children: ReactNode
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-line border-b bg-surface print:hidden">
        <p className="mx-auto flex min-h-14 max-w-5xl items-center px-4 font-semibold sm:px-6">Anteroom</p>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl grow px-4 pt-8 pb-16 outline-none sm:px-6"
      >
        <div className="flex max-w-160 flex-col gap-4">
          <h1 className="mb-2 font-semibold text-title tracking-tight">{title}</h1>
          {children}
          {reference && <ReferenceLine reference={reference} />}
        </div>
      </main>
      <footer className="border-line border-t bg-sunken text-small print:hidden">
        <div className="mx-auto max-w-5xl px-4 py-6 sm:px-6">
          <h2 className="font-semibold">Help</h2>
          <p className="mt-1 text-muted">Phone or email your clinic.</p>
        </div>
      </footer>
    </div>
  )
}
