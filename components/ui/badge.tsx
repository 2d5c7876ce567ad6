import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

const tones = {
  neutral: 'border-line-strong bg-sunken text-ink',
  accent: 'border-accent bg-accent-soft text-accent',
  ok: 'border-ok bg-ok-soft text-ok',
  warn: 'border-warn bg-warn-soft text-warn',
  danger: 'border-danger bg-danger-soft text-danger',
}

/** The colour of a badge by what it means. */
export type BadgeTone = keyof typeof tones

/** A short status. The words carry it; tone and icon only help to find it. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  children,
}: {
  tone?: BadgeTone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 py-px font-medium text-small ${tones[tone]}`}
    >
      {Icon && <Icon aria-hidden className="size-3.5" strokeWidth={2.25} />}
      {children}
    </span>
  )
}
