import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import type { BookingStatus } from '@/lib/booking/rules'
import { STATUS_WORDS } from '@/lib/booking/text'

/** Instead of a form whose deed the appointment no longer allows. */
export function TooLate({
  deed,
  status,
  href,
}: {
  deed: 'moved' | 'cancelled'
  status: BookingStatus
  href: string
}) {
  return (
    <Page title={`This appointment can no longer be ${deed}`} back={{ href, say: 'The appointment' }}>
      <p>
        Its status is “{STATUS_WORDS[status]}”. If that is a mistake, take the last step back first; what is
        cancelled stays cancelled and can be booked again.
      </p>
      <p>
        <LinkButton kind="secondary" href={href}>
          Go to the appointment
        </LinkButton>
      </p>
    </Page>
  )
}
