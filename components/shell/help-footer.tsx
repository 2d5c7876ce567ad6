import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'

/** How a clinic is reached. `phone` as it is read ("02 9000 1234") and as it is dialled ("+61290001234"). */
export type Help = {
  clinic: string
  phone: { say: string; dial: string }
  email?: string
  hours: string
  address?: string
}

/** Help, in the same place on every page. */
export function HelpFooter({
  kind = 'patient',
  help,
  children,
}: {
  kind?: 'patient' | 'staff'
  help: Help
  children?: ReactNode
}) {
  return (
    <footer
      data-density={kind === 'staff' ? 'compact' : undefined}
      className="border-line border-t bg-sunken text-small print:hidden"
    >
      <div className={`mx-auto px-4 py-6 sm:px-6 ${kind === 'staff' ? 'max-w-352' : 'max-w-5xl'}`}>
        <h2 className="font-semibold">Help</h2>
        <HelpLines {...help} />
        {children}
      </div>
    </footer>
  )
}

function HelpLines({ clinic, phone, email, hours, address }: Help) {
  return (
    <address className="mt-1 flex flex-col gap-x-8 gap-y-1 not-italic sm:flex-row sm:flex-wrap">
      <p>
        Phone {clinic}: <Link href={`tel:${phone.dial}`}>{phone.say}</Link>
      </p>
      {email && (
        <p>
          Email: <Link href={`mailto:${email}`}>{email}</Link>
        </p>
      )}
      <p className="text-muted">Open {hours}</p>
      {address && <p className="text-muted">{address}</p>}
    </address>
  )
}
