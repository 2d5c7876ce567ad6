import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { currentVia } from '@/lib/access/current'
import { linkActor } from '@/lib/access/links'
import { titleTemplate } from '@/lib/actions/refused'
import { getManagedBooking } from '@/lib/booking/queries/mine'
import { getClinic } from '@/lib/clinics/queries'
import { Refusal } from '@/lib/errors'
import { limit } from '@/lib/http/limits'

/** What Next hands a page behind a manage link. */
export type LinkProps = {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The booking behind a link, its clinic and its bearer; 'expired', or 'bad' (unknown, revoked, cut short). */
export const openManaged = cache(async (token: string) => {
  const via = await currentVia()
  await limit(via, 'public.change')
  try {
    const actor = await linkActor(via, token)
    const booking = await getManagedBooking(actor)
    return { actor, booking, clinic: await getClinic(actor, booking.clinic.slug), base: `/manage/${token}` }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'link_expired') return 'expired'
    if (error.code === 'bad_link') return 'bad'
    throw error
  }
})

/** The title of a page behind a link: its own words and the clinic's name, or what is wrong with the link. */
export async function titleOf(
  { params }: { params: Promise<{ token: string }> },
  title: string,
): Promise<Metadata> {
  const managed = await openManaged((await params).token)
  if (managed === 'bad') return { title: { absolute: 'This link does not work – Anteroom' } }
  if (managed === 'expired') return { title: { absolute: 'This link has expired – Anteroom' } }
  const template = await titleTemplate(managed.clinic.name)
  return { title: { absolute: template.replace('%s', () => title) } }
}

/** The same for a page: a link that does not work leads to the not-found page of links. */
export async function managedOrNotFound(token: string) {
  const managed = await openManaged(token)
  return typeof managed === 'string' ? notFound() : managed
}
