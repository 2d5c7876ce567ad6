import NextLink from 'next/link'
import type { ComponentProps } from 'react'
import { tv, type VariantProps } from 'tailwind-variants/lite'

const word = 'justify-center text-center font-medium'

/** The look of anything pressed. Their colour is --color-accent in app/globals.css. */
export const buttonStyle = tv({
  base: [
    'relative inline-flex cursor-pointer items-center gap-2 overflow-hidden rounded-control border',
    'transition-colors aria-disabled:cursor-progress print:hidden',
  ],
  variants: {
    kind: {
      primary: `${word} border-transparent bg-accent text-accent-ink hover:bg-accent-hover active:bg-accent-active`,
      secondary: `${word} border-line-strong bg-surface text-ink hover:border-accent hover:bg-accent-soft active:border-accent-active`,
      quiet: `${word} border-transparent text-accent hover:bg-accent-soft active:text-accent-active`,
      danger: `${word} border-transparent bg-danger text-danger-ink hover:bg-danger-hover`,
      // A row of an ActionMenu.
      menu: 'w-full border-transparent text-left text-ink hover:bg-accent-soft',
    },
    size: {
      normal: 'min-h-(--control) px-4 py-1.5',
      small: 'min-h-8 px-3 py-0.5 text-small',
      icon: 'size-8',
    },
    wide: { true: 'w-full sm:w-auto' },
  },
  defaultVariants: { kind: 'primary', size: 'normal' },
})

/** `kind`: primary (one per page), secondary, quiet, danger, menu. `size`: normal, small, icon. `wide` fills a phone's width. */
export type ButtonLook = VariantProps<typeof buttonStyle>

/** A button that does something in the page. To send a form use SubmitButton, to go somewhere LinkButton. */
export function Button({ kind, size, wide, ...button }: ButtonLook & ComponentProps<'button'>) {
  return <button type="button" {...button} className={buttonStyle({ kind, size, wide })} />
}

/** A link that looks like a button: the next step of a journey. */
export function LinkButton({ kind, size, wide, ...link }: ButtonLook & ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...link} className={buttonStyle({ kind, size, wide })} />
}
