import { RULES } from '@/lib/availability/rules'
import { moveBooking } from '@/lib/booking/commands/move'
import { moveBody } from '@/lib/booking/schema'
import { bookingParams, movedAnswer } from '@/lib/booking/schema/api'
import { movedAsAnswer } from '@/lib/booking/text/api'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const POST = defineRoute({
  summary: 'Move a booking to another free time; its reference stays',
  as: 'link',
  limit: 'public.change',
  params: bookingParams,
  body: moveBody,
  answer: movedAnswer,
  refuses: [...RULES, 'too_late_to_change', 'same_time', 'changed_meanwhile'],
  run: async (actor, { params, body }) => movedAsAnswer(await moveBooking(actor, { ...body, ...params })),
})
