import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { stepPath } from '@/lib/booking/rules/journey'
import type { BookingDraft } from '@/lib/booking/schema/draft'
import { StartAgain } from './start-again'

/** Instead of a page after the time: nothing is under way in this browser, or it is booked already (Back after booking). */
export function NoDraft({ clinicSlug, draft }: { clinicSlug: string; draft: BookingDraft | null }) {
  if (draft?.state === 'booked')
    return (
      <Page title="You have already booked this appointment">
        <p>It is booked once. You do not need to do anything else.</p>
        <p className="flex flex-wrap gap-3">
          <LinkButton href={`/manage/${draft.manageToken}/booked`}>See your appointment</LinkButton>
          <LinkButton href={stepPath(clinicSlug, 'service')} kind="secondary">
            Book another appointment
          </LinkButton>
        </p>
        <StartAgain draft={draft} />
      </Page>
    )
  return (
    <Page title="Choose a time first">
      <p>
        Nothing is being booked in this browser. We keep what you type for 40 minutes, and only if your
        browser allows cookies.
      </p>
      <p>
        <LinkButton href={stepPath(clinicSlug, 'service')}>Choose an appointment</LinkButton>
      </p>
    </Page>
  )
}
