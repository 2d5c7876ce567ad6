import type { Metadata } from 'next'
import { ChoiceList } from '@/components/booking/choice-list'
import { Page } from '@/components/shell/page'
import { pathOnwards, waysOf } from '@/lib/booking/rules/journey'
import { MODE_WORDS } from '@/lib/booking/text'
import { journeyAt, type StepProps } from '../journey'

export const metadata: Metadata = { title: 'How would you like to be seen?' }

export default async function HowPage(props: StepProps) {
  const { words, back, choices, ...offer } = await journeyAt('how', props)
  const service = offer.services.find(({ code }) => code === choices.service)
  return (
    <Page title="How would you like to be seen?" step={words} back={back}>
      <ChoiceList
        choices={waysOf(offer, service ?? { modes: [] }).map(({ mode, location }) => ({
          href: pathOnwards(offer, { ...choices, mode, location: location.id }),
          label: mode === 'in_person' ? `${MODE_WORDS[mode]}, ${location.name}` : MODE_WORDS[mode],
          hint: mode === 'in_person' ? location.address : 'From wherever you are',
        }))}
      />
    </Page>
  )
}
