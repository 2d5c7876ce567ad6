import { nextSlots } from '@/lib/availability/queries/slots'
import { nextSlotsQuery, slotsAnswer } from '@/lib/availability/schema'
import { slotsAsJson } from '@/lib/availability/text/slots'
import { clinicParams } from '@/lib/clinics/schema'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = defineRoute({
  summary: 'The next three free times',
  as: 'guest',
  limit: 'public.read',
  params: clinicParams,
  query: nextSlotsQuery,
  answer: slotsAnswer,
  refuses: ['not_found', 'service_not_bookable'],
  run: async (actor, { params, query }) =>
    slotsAsJson(await nextSlots(actor, { ...query, clinicSlug: params.slug })),
})
