import type { Metadata } from 'next'
import { LookOfList } from '@/components/care/look-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayReviewEmergencies } from '@/lib/care/policy'
import { readLooksOf } from '@/lib/care/queries/looks'
import { askedBefore } from '@/lib/care/schema'
import { saysTo } from '@/lib/care/text'

export const metadata: Metadata = { title: 'Whose records somebody opened' }

type Props = { params: Promise<{ memberId: string }>; searchParams: Promise<{ before?: string }> }

/** Whose records one of the clinic's people opened or changed, for questions and reports. */
export default async function MemberLooksPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayReviewEmergencies(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { memberId } = await params
  const before = askedBefore((await searchParams).before)
  const { name, ...looks } = await orNotFound(readLooksOf(actor, memberId, before))
  const path = `/admin/people/${memberId}`
  return (
    <Page
      title={`Whose records ${name} opened`}
      back={before ? { href: `${path}/looks`, say: 'The latest' } : { href: path, say: name }}
    >
      <LookOfList looks={looks} says={saysTo} older={`${path}/looks?before=`} />
    </Page>
  )
}
