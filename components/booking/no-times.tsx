import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { printPhone } from '@/lib/people/text'

/** Where free times would be. `phone` is E.164; `children`: what else can be done. */
export function NoTimes({ title, phone, children }: { title: string; phone: string; children?: ReactNode }) {
  return (
    <EmptyState
      title={title}
      action={
        <p>
          Or call us: <Link href={`tel:${phone}`}>{printPhone(phone)}</Link>
        </p>
      }
    >
      {children ?? 'We may still find something for you on the phone.'}
    </EmptyState>
  )
}
