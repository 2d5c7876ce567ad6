import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { HelpFooter } from '@/components/shell/help-footer'
import { SignOut } from '@/components/shell/sign-out'
import { SiteHeader } from '@/components/shell/site-header'
import { Toasts } from '@/components/ui/toast'
import { requireActor } from '@/lib/access/current'
import { titleTemplate } from '@/lib/actions/refused'
import { mayCloseDates } from '@/lib/availability/policy'
import { mayAnswerRequests } from '@/lib/booking/policy'
import { countRequests } from '@/lib/booking/queries/requests'
import { mayAdminister } from '@/lib/clinics/policy'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { printPhone } from '@/lib/people/text'
import { OtherClinics } from './other-clinics'

const links = [
  { href: '/desk', label: 'Day', exact: true },
  { href: '/desk/calendar', label: 'Calendar' },
  { href: '/desk/book', label: 'Book for a caller' },
  { href: '/desk/requests', label: 'Requests' },
  { href: '/desk/sessions', label: 'Sessions' },
  { href: '/desk/away', label: 'Away' },
  { href: '/clinic/day', label: 'My day' },
]
const setUp = { href: '/admin', label: 'Set-up' }
/** For reception, which enters leave and closures; administrators come to it by the set-up. */
const hours = { href: '/admin/hours', label: 'Hours' }

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await getWorkplace(await requireActor('staff'))
  return { title: { template: await titleTemplate(name), default: name }, robots: { index: false } }
}

/** Who is signed in and where they are at work. Not a guard: every page asks for its own actor. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor('staff')
  const clinic = await getWorkplace(actor)
  const waiting = mayAnswerRequests(actor, actor.clinicId) ? await countRequests(actor) : 0
  const counted = links.map((link) =>
    link.href === '/desk/requests' && waiting > 0 ? { ...link, label: `${link.label} (${waiting})` } : link,
  )
  return (
    <Frame
      kind="staff"
      header={
        <SiteHeader
          kind="staff"
          name={clinic.name}
          href="/desk"
          links={[
            ...counted,
            ...(mayAdminister(actor, actor.clinicId)
              ? [setUp]
              : mayCloseDates(actor, actor.clinicId)
                ? [hours]
                : []),
          ]}
          account={{ name: actor.name, signOut: <SignOut action="/api/auth/sign-out" /> }}
        />
      }
      footer={
        <HelpFooter
          kind="staff"
          help={{
            clinic: clinic.name,
            phone: { say: printPhone(clinic.phone), dial: clinic.phone },
            email: clinic.email,
            hours: clinic.openingHours,
            address: clinic.address,
          }}
        >
          <OtherClinics here={actor.clinicSlug} />
        </HelpFooter>
      }
    >
      {children}
      <Toasts />
    </Frame>
  )
}
