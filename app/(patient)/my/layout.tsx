import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ContactClinics } from '@/components/clinics/contact-clinics'
import { Frame } from '@/components/shell/frame'
import { SignOut } from '@/components/shell/sign-out'
import { SiteHeader } from '@/components/shell/site-header'
import { requireActor } from '@/lib/access/current'
import { titleTemplate } from '@/lib/actions/refused'
import { listUpcomingBookings } from '@/lib/booking/queries/mine'
import { listClinics } from '@/lib/clinics/queries'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { template: await titleTemplate('Anteroom'), default: 'Your appointments' },
    robots: { index: false },
  }
}

const links = [
  { href: '/my', label: 'Your appointments' },
  { href: '/my/forms', label: 'Forms' },
  { href: '/my/documents', label: 'Documents' },
  { href: '/', label: 'Book', exact: true },
]

/** Who is signed in, and how their clinics are reached. Not a guard: every page asks for its own actor. */
export default async function MyLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor('patient')
  const [bookings, clinics] = await Promise.all([listUpcomingBookings(actor), listClinics(actor)])
  const theirs = clinics.filter(({ id }) => bookings.some(({ clinic }) => clinic.id === id))
  return (
    <Frame
      header={
        <SiteHeader
          name="Anteroom"
          href="/my"
          links={links}
          account={{ name: actor.name, signOut: <SignOut action="/api/auth/sign-out" /> }}
        />
      }
      footer={<ContactClinics clinics={theirs.length > 0 ? theirs : clinics.slice(0, 3)} />}
    >
      {children}
    </Frame>
  )
}
