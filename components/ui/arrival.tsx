'use client'

import { type ComponentProps, useEffect, useRef } from 'react'

/** A section that takes the focus when it appears and again whenever `moment` changes: the answer to what was sent. */
export function Arrival({ moment, children, ...section }: { moment: unknown } & ComponentProps<'section'>) {
  const box = useRef<HTMLElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment is not read, it is what happened.
  useEffect(() => box.current?.focus(), [moment])

  return (
    // biome-ignore lint/a11y/noAutofocus: without JavaScript this is how the answer to a form is noticed.
    <section ref={box} tabIndex={-1} autoFocus {...section}>
      {children}
    </section>
  )
}
