import { RULES } from '@/lib/availability/rules'
import { bookAppointment } from '@/lib/booking/commands/book'
import { bookingBody } from '@/lib/booking/schema'
import { bookedAnswer } from '@/lib/booking/schema/api'
import { bookedAsAnswer } from '@/lib/booking/text/api'
import { clinicParams } from '@/lib/clinics/schema'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const POST = defineRoute({
  summary: 'Book a time, or the time of a hold',
  as: 'guest',
  limit: 'public.book',
  params: clinicParams,
  isIdempotent: true,
  body: bookingBody,
  status: 201,
  answer: bookedAnswer,
  refuses: ['not_found', ...RULES, 'hold_expired', 'patient_overlap', 'idempotency_key_reused'],
  run: async (actor, { params, body, idempotencyKey }) =>
    bookedAsAnswer(await bookAppointment(actor, { ...body, clinicSlug: params.slug, idempotencyKey }, 'api')),
})
