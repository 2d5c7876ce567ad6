import type { Metadata } from 'next'
import { ChoiceList } from '@/components/booking/choice-list'
import { Frame } from '@/components/shell/frame'
import { Page } from '@/components/shell/page'
import { SiteHeader } from '@/components/shell/site-header'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { currentActor } from '@/lib/access/current'
import { listClinics } from '@/lib/clinics/queries'

export const metadata: Metadata = { title: 'Choose your clinic' }

export default async function ClinicsPage() {
  const actor = await currentActor()
  const clinics = await listClinics(actor)
  const isSignedIn = actor.kind === 'patient'
  return (
    <Frame header={<SiteHeader name="Anteroom" href="/" />} footer={null}>
      <Page
        title="Choose your clinic"
        lead="Book, move or cancel an appointment. You do not need an account."
      >
        {clinics.length === 0 ? (
          <EmptyState title="No clinics yet">
            Clinics that take bookings here will be listed on this page.
          </EmptyState>
        ) : (
          <ChoiceList
            choices={clinics.map(({ slug, name, address }) => ({
              href: `/${slug}`,
              label: name,
              hint: address,
            }))}
          />
        )}
        <p>
          {isSignedIn ? (
            <Link href="/my">Your appointments</Link>
          ) : (
            <>
              Already have an account? <Link href="/sign-in">Sign in</Link>
            </>
          )}
        </p>
      </Page>
    </Frame>
  )
}
