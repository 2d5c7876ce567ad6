import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'

/** The end of a journey that went well: "Appointment booked" and its reference. Holds the page's h1. */
export function ConfirmationPanel({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-8 flex flex-col items-center gap-2 rounded-card border border-ok bg-ok-soft px-5 py-8 text-center">
      <CircleCheck aria-hidden className="size-10 text-ok" />
      <h1 className="font-semibold text-title">{title}</h1>
      {children && <div className="text-lead">{children}</div>}
    </div>
  )
}
