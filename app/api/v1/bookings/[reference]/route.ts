import { getManagedBooking } from '@/lib/booking/queries/mine'
import { bookingAnswer, bookingParams } from '@/lib/booking/schema/api'
import { bookingAsAnswer } from '@/lib/booking/text/api'
import { found } from '@/lib/errors'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = defineRoute({
  summary: 'A booking, for whoever has its manage token; nothing clinical',
  as: 'link',
  limit: 'public.change',
  params: bookingParams,
  answer: bookingAnswer,
  run: async (actor, { params }) => {
    const booking = await getManagedBooking(actor)
    return bookingAsAnswer(found(booking.reference === params.reference ? booking : null))
  },
})
