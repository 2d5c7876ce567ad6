import { listPractitioners } from '@/lib/clinics/queries'
import { clinicParams, practitionersAnswer, practitionersQuery } from '@/lib/clinics/schema'
import { practitionersAsAnswer } from '@/lib/clinics/text'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = defineRoute({
  summary: 'Who can be booked, for one service or any',
  as: 'guest',
  limit: 'public.read',
  params: clinicParams,
  query: practitionersQuery,
  answer: practitionersAnswer,
  refuses: ['not_found'],
  run: async (actor, { params, query }) =>
    practitionersAsAnswer(await listPractitioners(actor, params.slug, query.service)),
})
