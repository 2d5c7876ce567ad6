import type { Metadata } from 'next'
import { ChoiceList } from '@/components/booking/choice-list'
import { NoTimes } from '@/components/booking/no-times'
import { Page } from '@/components/shell/page'
import { ablePractitioners, stepPath } from '@/lib/booking/rules/journey'
import { journeyAt, type StepProps } from '../journey'

export const metadata: Metadata = { title: 'Who would you like to see?' }

export default async function WhoPage(props: StepProps) {
  const { clinic, choices, words, back, ...offer } = await journeyAt('who', props)
  const able = ablePractitioners({ clinic, ...offer }, choices.service ?? '', choices.type)
  const to = (practitioner: string) => stepPath(clinic.slug, 'when', { ...choices, practitioner })
  return (
    <Page title="Who would you like to see?" step={words} back={back}>
      {able.length === 0 ? (
        <NoTimes title="Nobody takes new patients at the moment" phone={clinic.phone} />
      ) : (
        <ChoiceList
          choices={[
            { href: to('anyone'), label: 'Anyone', hint: 'Whoever has the soonest time' },
            ...able.map(({ id, name, title, acceptsNewPatients }) => ({
              href: to(id),
              label: name,
              hint: `${title}. ${acceptsNewPatients ? 'Taking new patients' : 'Not taking new patients'}`,
            })),
          ]}
        />
      )}
    </Page>
  )
}
