import { RULES } from '@/lib/availability/rules'
import { placeHold } from '@/lib/booking/commands/hold'
import { HOLD_MINUTES } from '@/lib/booking/rules'
import { holdBody } from '@/lib/booking/schema'
import { holdAnswer } from '@/lib/booking/schema/api'
import { heldAsAnswer } from '@/lib/booking/text/api'
import { clinicParams } from '@/lib/clinics/schema'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const POST = defineRoute({
  summary: `Keep a time for ${HOLD_MINUTES} minutes`,
  as: 'guest',
  limit: 'public.hold',
  params: clinicParams,
  body: holdBody,
  status: 201,
  answer: holdAnswer,
  refuses: ['not_found', ...RULES],
  run: async (actor, { params, body }) =>
    heldAsAnswer(await placeHold(actor, { ...body, clinicSlug: params.slug })),
})
