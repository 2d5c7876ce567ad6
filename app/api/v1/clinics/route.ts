import { listClinics } from '@/lib/clinics/queries'
import { clinicsAnswer } from '@/lib/clinics/schema'
import { clinicsAsAnswer } from '@/lib/clinics/text'
import { defineRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = defineRoute({
  summary: 'Clinics and their locations',
  as: 'guest',
  limit: 'public.read',
  answer: clinicsAnswer,
  run: async (actor) => clinicsAsAnswer(await listClinics(actor)),
})
