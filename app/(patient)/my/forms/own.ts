import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { readMySubmission } from '@/lib/intake/queries/fill'

/** What Next hands a page of one form. */
export type FormProps = { params: Promise<{ submissionId: string }> }
export type FormPageProps = {
  params: Promise<{ submissionId: string; page: string }>
  searchParams: Promise<{ answer?: string | string[] }>
}

export const FORMS = '/my/forms'

/** A form of somebody the signed-in person acts for; no such, or not theirs to see: the not-found page. */
export async function ownForm(params: FormProps['params']) {
  const { submissionId } = await params
  const actor = await requireActor('patient')
  const form = await orNotFound(readMySubmission(actor, submissionId))
  return { actor, form, base: `${FORMS}/${submissionId}` }
}
