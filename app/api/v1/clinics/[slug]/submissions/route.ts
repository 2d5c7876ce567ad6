import { clinicParams } from '@/lib/clinics/schema'
import { defineRoute } from '@/lib/http/route'
import { importSubmission } from '@/lib/intake/commands/import'
import { importAnswer, importBody } from '@/lib/intake/schema/importing'

export const dynamic = 'force-dynamic'

export const POST = defineRoute({
  summary: 'Hand in a form that was filled in elsewhere; sent again it is taken in once',
  as: 'key',
  scope: 'submissions',
  limit: 'key.write',
  params: clinicParams,
  body: importBody,
  status: 201,
  answer: importAnswer,
  refuses: ['not_found'],
  run: (actor, { params, body }) => importSubmission(actor, { ...body, clinicSlug: params.slug }),
})
