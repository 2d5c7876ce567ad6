import { listServices } from '@/lib/clinics/queries'
import { clinicParams, servicesAnswer } from '@/lib/clinics/schema'
import { servicesAsAnswer } from '@/lib/clinics/text'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = defineRoute({
  summary: 'What a clinic offers',
  as: 'guest',
  limit: 'public.read',
  params: clinicParams,
  answer: servicesAnswer,
  refuses: ['not_found'],
  run: async (actor, { params }) => servicesAsAnswer(await listServices(actor, params.slug)),
})
