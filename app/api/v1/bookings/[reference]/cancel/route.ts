import { cancelBooking } from '@/lib/booking/commands/cancel'
import { cancelBody } from '@/lib/booking/schema'
import { bookingParams, cancelledAnswer } from '@/lib/booking/schema/api'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const POST = defineRoute({
  summary: 'Cancel a booking',
  as: 'link',
  limit: 'public.change',
  params: bookingParams,
  body: cancelBody,
  answer: cancelledAnswer,
  refuses: ['too_late_to_change', 'changed_meanwhile'],
  run: async (actor, { params, body }) => {
    const { status, feeCents } = await cancelBooking(actor, { ...body, ...params })
    return { status, feeCents }
  },
})
