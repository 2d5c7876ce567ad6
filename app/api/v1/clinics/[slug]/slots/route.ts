import { listSlots } from '@/lib/availability/queries/slots'
import { slotsAnswer, slotsQuery } from '@/lib/availability/schema'
import { slotsAsJson } from '@/lib/availability/text/slots'
import { clinicParams } from '@/lib/clinics/schema'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = defineRoute({
  summary: 'Free times between two dates in the clinic’s zone, both included',
  as: 'guest',
  limit: 'public.read',
  params: clinicParams,
  query: slotsQuery,
  answer: slotsAnswer,
  refuses: ['not_found', 'service_not_bookable'],
  run: async (actor, { params, query }) =>
    slotsAsJson(await listSlots(actor, { ...query, clinicSlug: params.slug })),
})
