import { redirect } from 'next/navigation'
import { AddToCalendar } from '@/components/booking/add-to-calendar'
import { BookingFacts } from '@/components/booking/booking-facts'
import { FormsToFill } from '@/components/intake/forms-to-fill'
import { PageBody } from '@/components/shell/page'
import { ConfirmationPanel } from '@/components/ui/confirmation-panel'
import { Link } from '@/components/ui/link'
import { nextSentence, priceSentence, waitingSentence } from '@/lib/booking/text'
import { cancellationSentence } from '@/lib/booking/text/cancelling'
import { countAskedForms } from '@/lib/intake/queries/tasks'
import { type LinkProps, managedOrNotFound, titleOf } from '../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Appointment booked')

/** Can be reloaded and kept: it books nothing, it shows what is booked. */
export default async function BookedPage({ params }: LinkProps) {
  const { actor, booking, base } = await managedOrNotFound((await params).token)
  const isAsked = booking.status === 'requested'
  if (booking.status !== 'confirmed' && !isAsked) redirect(base)
  return (
    <PageBody>
      <ConfirmationPanel title={isAsked ? 'Request sent, not yet confirmed' : 'Appointment booked'}>
        <p>
          Your reference is <strong className="font-semibold tracking-wider">{booking.reference}</strong>
        </p>
        <p className="text-body text-muted">Quote it when you call us about this appointment.</p>
      </ConfirmationPanel>
      <div className="flex flex-col gap-6">
        <BookingFacts booking={booking} />
        <FormsToFill href={`${base}/forms`} count={await countAskedForms(actor)} />
        <section aria-labelledby="next">
          <h2 id="next" className="mb-2 font-semibold text-heading">
            What happens next
          </h2>
          <p>
            {isAsked
              ? `${waitingSentence(booking)} If you gave us an email address, you hear by mail; you can always see how it stands here.`
              : `If you gave us an email address, a confirmation is on its way. ${nextSentence(booking)}`}{' '}
            {priceSentence(booking)}
          </p>
        </section>
        <section aria-labelledby="change">
          <h2 id="change" className="mb-2 font-semibold text-heading">
            If you need to change it
          </h2>
          <p>
            {cancellationSentence(booking)}{' '}
            <Link href={base}>{isAsked ? 'See your request' : 'See, move or cancel your appointment'}</Link>.
          </p>
          <p className="mt-2 text-muted text-small print:hidden">
            Keep that link: whoever has it can move or cancel this {isAsked ? 'request' : 'appointment'}.
          </p>
        </section>
        {!isAsked && <AddToCalendar booking={booking} file={`${base}/calendar.ics`} />}
      </div>
    </PageBody>
  )
}
