import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ChoiceList } from '@/components/booking/choice-list'
import { EmergencyCard } from '@/components/clinics/emergency-card'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { type Choices, linkedTo, pathOnwards, stepPath } from '@/lib/booking/rules/journey'
import { modesSentence } from '@/lib/booking/text/patient'
import { printMoney } from '@/lib/money'
import { printPhone } from '@/lib/people/text'
import { askedChoices, draftAt, journeyAt, type StepProps } from './journey'
import { StartAgain } from './start-again'

export const metadata: Metadata = { title: 'What do you need an appointment for?' }

/**
 * The first question. Also where links from other sites lead (`?service=…&practitioner=…`): straight on to the first question they leave
 * open; where they name what is not offered, here, saying so.
 */
export default async function ServicePage(props: StepProps) {
  const { clinic, words, back, asked, ...offer } = await journeyAt('service', props)
  const { choices, unknown } = linkedTo({ clinic, ...offer }, askedChoices(asked))
  if (choices.service && unknown.length === 0) redirect(pathOnwards({ clinic, ...offer }, choices))
  const whom = offer.practitioners.find(({ id }) => id === choices.practitioner)
  const services = offer.services.filter(({ code }) => !whom || whom.services.includes(code))
  return (
    <Page
      title="What do you need an appointment for?"
      lead={whom && `With ${whom.name}`}
      step={words}
      back={back}
    >
      <EmergencyCard timeZone={clinic.timeZone} />
      {unknown.length > 0 && <OldLink unknown={unknown} />}
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
            href: stepPath(clinic.slug, 'visit', { service: code, practitioner: whom?.id }),
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

function OldLink({ unknown }: { unknown: readonly (keyof Choices)[] }) {
  const names: Partial<Record<keyof Choices, string>> = {
    service: 'an appointment that we do not offer online',
    practitioner: 'somebody who cannot be booked for it online',
  }
  const named = unknown.flatMap((name) => names[name] ?? [])
  return (
    <Notification title="That link is out of date">
      <p>
        {named.length > 0 && `It asks for ${named.join(' and ')}. `}
        You can still book: choose below.
      </p>
    </Notification>
  )
}
