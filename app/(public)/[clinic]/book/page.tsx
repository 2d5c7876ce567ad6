import type { Metadata } from 'next'
import { ChoiceList } from '@/components/booking/choice-list'
import { EmergencyCard } from '@/components/clinics/emergency-card'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { stepPath } from '@/lib/booking/rules/journey'
import { modesSentence } from '@/lib/booking/text/patient'
import { printMoney } from '@/lib/money'
import { printPhone } from '@/lib/people/text'
import { draftAt, journeyAt, type StepProps } from './journey'
import { StartAgain } from './start-again'

export const metadata: Metadata = { title: 'What do you need an appointment for?' }

export default async function ServicePage(props: StepProps) {
  const { clinic, services, words, back } = await journeyAt('service', props)
  return (
    <Page title="What do you need an appointment for?" step={words} back={back}>
      <EmergencyCard timeZone={clinic.timeZone} />
      {services.length === 0 ? (
        <EmptyState
          title={`${clinic.name} takes no bookings online at the moment`}
          action={<Link href={`tel:${clinic.phone}`}>Call {printPhone(clinic.phone)}</Link>}
        >
          We are happy to book you in on the phone.
        </EmptyState>
      ) : (
        <ChoiceList
          choices={services.map(({ code, name, description, modes, initial, followUp, currency }) => ({
            href: stepPath(clinic.slug, 'visit', { service: code }),
            label: name,
            hint: description || undefined,
            aside: `${modesSentence(modes)}, from ${printMoney(Math.min(initial.priceCents, followUp.priceCents), currency)}`,
          }))}
        />
      )}
      <StartAgain draft={await draftAt(clinic.slug)} />
    </Page>
  )
}
