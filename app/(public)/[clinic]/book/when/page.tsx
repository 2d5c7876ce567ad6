import type { Metadata } from 'next'
import { FreeTimesList } from '@/components/booking/free-times'
import { GoneTime } from '@/components/booking/gone-time'
import { FormPage } from '@/components/form/form-page'
import { currentActor } from '@/lib/access/current'
import { listFreeTimes, nearestSlots } from '@/lib/availability/queries/calendar'
import { chooseTimeAction } from '@/lib/booking/actions'
import { stepPath } from '@/lib/booking/rules/journey'
import { answerSentence } from '@/lib/booking/text'
import { lengthOf } from '@/lib/clinics/rules'
import { printMoney } from '@/lib/money'
import { askedDates, askedGone } from '../../../asked-times'
import { draftAt, journeyAt, type StepProps } from '../journey'
import { StartAgain } from '../start-again'

export const metadata: Metadata = { title: 'When would you like to come?' }

export default async function WhenPage(props: StepProps) {
  const { clinic, services, practitioners, choices, asked, words, back } = await journeyAt('when', props)
  const { service: code, type, mode, location, practitioner } = choices
  const service = services.find((one) => one.code === code)
  if (!service || !type || !mode) return null
  const draft = await draftAt(clinic.slug)
  const wanted = {
    ...{ clinicSlug: clinic.slug, service: service.code, type, mode, location },
    practitioner: practitioner === 'anyone' ? undefined : practitioner,
    // The time this browser keeps is free for it.
    ignoreHoldId: draft?.state === 'under_way' ? draft.hold?.id : undefined,
  }
  const actor = await currentActor()
  const gone = askedGone(asked)
  const [times, others] = await Promise.all([
    listFreeTimes(actor, wanted, clinic.timeZone, askedDates(asked, clinic.timeZone)),
    gone ? nearestSlots(actor, wanted, gone.at, clinic.timeZone) : [],
  ])
  const { minutes, priceCents } = lengthOf(service, type)
  const withWhom = practitioners.find(({ id }) => id === practitioner)?.name ?? 'anyone'
  return (
    <>
      <FormPage
        title={mode === 'in_person' ? 'When would you like to come?' : 'When would you like to be seen?'}
        lead={`${service.name} with ${withWhom}, ${minutes} minutes, ${printMoney(priceCents, service.currency)}.`}
        step={words}
        back={back}
        action={chooseTimeAction}
        className="flex flex-col gap-8"
      >
        {Object.entries({ clinicSlug: clinic.slug, ...choices }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {service.requiresApproval && (
          <p>
            You ask for a time; it is not booked until {clinic.name} confirms it.{' '}
            {answerSentence(clinic.name, service.requestHours)}
          </p>
        )}
        {gone && (
          <GoneTime {...gone} others={others} practitioners={practitioners} timeZone={clinic.timeZone} />
        )}
        <FreeTimesList
          times={times}
          practitioners={practitioners}
          phone={clinic.phone}
          horizonDays={service.horizonDays}
          isGroup={service.capacity > 1}
          href={(day) => stepPath(clinic.slug, 'when', choices, day)}
        />
      </FormPage>
      <StartAgain draft={draft} />
    </>
  )
}
