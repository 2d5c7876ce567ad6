import type { Metadata } from 'next'
import { ChoiceList } from '@/components/booking/choice-list'
import { Page } from '@/components/shell/page'
import { pathOnwards } from '@/lib/booking/rules/journey'
import type { VisitType } from '@/lib/booking/schema'
import { lengthOf } from '@/lib/clinics/rules'
import { printMoney } from '@/lib/money'
import { journeyAt, type StepProps } from '../journey'

export const metadata: Metadata = { title: 'Is this your first visit?' }

const answers: { type: VisitType; label: string }[] = [
  { type: 'initial', label: 'This is my first visit' },
  { type: 'follow_up', label: 'I have been before' },
]

export default async function VisitPage(props: StepProps) {
  const { words, back, choices, ...offer } = await journeyAt('visit', props)
  const { clinic, services } = offer
  const service = services.find(({ code }) => code === choices.service)
  const isLonger = service && service.initial.minutes > service.followUp.minutes
  return (
    <Page
      title="Is this your first visit?"
      lead={`${service?.name} at ${clinic.name}.${isLonger ? ' First visits are longer, so that we get to know you.' : ''}`}
      step={words}
      back={back}
    >
      {service && (
        <ChoiceList
          choices={answers.map(({ type, label }) => {
            const { minutes, priceCents } = lengthOf(service, type)
            return {
              href: pathOnwards(offer, { ...choices, type }),
              label,
              aside: `${minutes} minutes, ${printMoney(priceCents, service.currency)}`,
            }
          })}
        />
      )}
    </Page>
  )
}
