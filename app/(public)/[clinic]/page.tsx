import type { Metadata } from 'next'
import { EmergencyCard } from '@/components/clinics/emergency-card'
import { ServiceTable } from '@/components/clinics/service-table'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { stepPath } from '@/lib/booking/rules/journey'
import { cancellationSentence } from '@/lib/booking/text/cancelling'
import { printPhone } from '@/lib/people/text'
import { clinicName, clinicOf } from './clinic'

type Props = { params: Promise<{ clinic: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = await clinicName((await params).clinic)
  return { title: { absolute: name ? `${name} – book an appointment` : 'Page not found – Anteroom' } }
}

export default async function ClinicPage({ params }: Props) {
  const { clinic, services, practitioners } = await clinicOf((await params).clinic)
  const telehealth = clinic.locations.some(({ kind }) => kind === 'telehealth')
  return (
    <Page title={clinic.name} aside={<ClinicFacts {...clinic} telehealth={telehealth} />}>
      <EmergencyCard timeZone={clinic.timeZone} />
      <p>
        <LinkButton href={stepPath(clinic.slug, 'service')} wide>
          Book an appointment
        </LinkButton>
      </p>
      <p className="text-muted">You do not need an account. {cancellationSentence(clinic)}</p>
      <Section id="services" title="Appointments and prices">
        <ServiceTable clinicSlug={clinic.slug} services={services} />
      </Section>
      <Section id="practitioners" title="Who you can see">
        <ul className="flex flex-col divide-y divide-line border-line border-y">
          {practitioners.map(({ id, name, title, acceptsNewPatients }) => (
            <li key={id} className="py-3">
              <p className="font-medium">{name}</p>
              <p className="text-muted">
                {title}. {acceptsNewPatients ? 'Taking new patients.' : 'Not taking new patients.'}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}

type Facts = { phone: string; email: string; address: string; openingHours: string; telehealth: boolean }

function ClinicFacts({ phone, email, address, openingHours, telehealth }: Facts) {
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`
  return (
    <section aria-labelledby="find-us">
      <h2 id="find-us" className="mb-3 font-semibold text-heading">
        Find us
      </h2>
      <SummaryList
        rows={[
          { label: 'Phone', value: <Link href={`tel:${phone}`}>{printPhone(phone)}</Link> },
          { label: 'Email', value: <Link href={`mailto:${email}`}>{email}</Link> },
          {
            label: 'Address',
            value: (
              <>
                {address}
                <br />
                <Link href={map} rel="noreferrer">
                  Map
                </Link>
              </>
            ),
          },
          { label: 'Open', value: openingHours },
          { label: 'Video appointments', value: telehealth ? 'Yes, for some services' : 'No' },
        ]}
      />
    </section>
  )
}
