import { Link } from '@/components/ui/link'
import type { BookingView } from '@/lib/booking/queries/view'
import { calendarLinks } from '@/lib/messages/text/calendar-links'

/** The appointment for one's own calendar. `file`: the address of the calendar file. */
export function AddToCalendar({ booking, file }: { booking: BookingView; file: string }) {
  const { google, outlook } = calendarLinks(booking)
  return (
    <section aria-labelledby="calendar" className="print:hidden">
      <h2 id="calendar" className="mb-2 font-semibold text-heading">
        Add to your calendar
      </h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        <li>
          {/* A file, not a page: the browser fetches it itself. */}
          <a
            href={file}
            download="appointment.ics"
            className="text-accent underline underline-offset-[0.2em] hover:text-accent-hover"
          >
            Calendar file (Apple and others)
          </a>
        </li>
        <li>
          <Link href={google} rel="noreferrer">
            Google Calendar
          </Link>
        </li>
        <li>
          <Link href={outlook} rel="noreferrer">
            Outlook
          </Link>
        </li>
      </ul>
      <p className="mt-2 text-muted text-small">
        Declining it in your calendar does not cancel the appointment.
      </p>
    </section>
  )
}
