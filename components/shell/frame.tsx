import type { ReactNode } from 'react'

/**
 * Header, main and footer, in a layout. `kind="staff"` is the dense one. The skip link in the root layout leads to `#main`.
 */
export function Frame({
  kind = 'patient',
  header,
  footer,
  children,
}: {
  kind?: 'patient' | 'staff'
  header: ReactNode
  footer: ReactNode
  children: ReactNode
}) {
  const staff = kind === 'staff'
  return (
    <div data-density={staff ? 'compact' : undefined} className="flex min-h-dvh flex-col text-body">
      {header}
      <main
        id="main"
        tabIndex={-1}
        className={`mx-auto w-full grow px-4 outline-none sm:px-6 print:max-w-none print:p-0 ${staff ? 'max-w-352 pt-5 pb-10' : 'max-w-5xl pt-6 pb-16'}`}
      >
        {children}
      </main>
      {footer}
    </div>
  )
}
