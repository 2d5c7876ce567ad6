import { currentVia } from '@/lib/access/current'
import type { BookingView } from '@/lib/booking/queries/view'
import { problem } from '@/lib/http/problem'
import { bookingCalendar } from '@/lib/messages/queries'

/** A booking as a calendar file to download, cancelled if it is. Where it may not be seen: the refusal, in JSON. */
export async function calendarFile(asked: () => Promise<BookingView>): Promise<Response> {
  return calendarAnswer('appointment.ics', async () => {
    const booking = await asked()
    const method = booking.status === 'cancelled' ? 'CANCEL' : 'PUBLISH'
    return { method, text: bookingCalendar(booking, method) }
  })
}

/** Any calendar file, kept by nobody on its way. Where it may not be seen: the refusal, in JSON. */
export async function calendarAnswer(
  name: string,
  asked: () => Promise<{ method: string; text: string }>,
): Promise<Response> {
  try {
    const { method, text } = await asked()
    return new Response(text, {
      headers: {
        'Content-Type': `text/calendar; charset=utf-8; method=${method}`,
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-store',
      },
    })
  } catch (error) {
    return problem(error, (await currentVia()).requestId)
  }
}
