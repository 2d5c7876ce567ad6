import { redirect } from 'next/navigation'
import { cache } from 'react'
import { currentVia } from '@/lib/access/current'
import { knownLinkActor } from '@/lib/access/known'
import { orNotFound } from '@/lib/access/pages'
import { Refusal } from '@/lib/errors'
import { readMySubmission } from '@/lib/intake/queries/fill'
import { managedOrNotFound } from './link'

/** What Next hands a page of one form behind a manage link. */
export type KnownFormProps = { params: Promise<{ token: string; submissionId: string }> }
export type KnownPageProps = {
  params: Promise<{ token: string; submissionId: string; page: string }>
  searchParams: Promise<{ answer?: string | string[] }>
}

/** The booking behind a link, to a browser that has said when the patient was born; to another the page that asks. */
export const knownManaged = cache(async (token: string) => {
  const { base, booking } = await managedOrNotFound(token)
  const forms = `${base}/forms`
  try {
    return { actor: await knownLinkActor(await currentVia(), token), booking, forms }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'born_unsaid') redirect(`${forms}/who`)
    throw error
  }
})

/** A form of that booking; no such: the not-found page. */
export async function knownForm(params: KnownFormProps['params']) {
  const { token, submissionId } = await params
  const { actor, forms } = await knownManaged(token)
  const form = await orNotFound(readMySubmission(actor, submissionId))
  return { actor, form, forms, base: `${forms}/${submissionId}`, names: { manageToken: token } }
}
