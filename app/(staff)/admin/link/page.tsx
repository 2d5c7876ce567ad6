import type { Metadata } from 'next'
import Form from 'next/form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { CopyText } from '@/components/ui/copy-text'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Select } from '@/components/ui/select'
import { requireActor } from '@/lib/access/current'
import { linkedTo, stepPath } from '@/lib/booking/rules/journey'
import { mayAdminister } from '@/lib/clinics/policy'
import { getClinic, listPractitioners, listServices } from '@/lib/clinics/queries'
import { buttonSnippet } from '@/lib/clinics/text/snippet'
import { env } from '@/lib/env'

export const metadata: Metadata = { title: 'Booking link' }

type Props = { searchParams: Promise<{ service?: string; practitioner?: string }> }

/** The way into booking from the clinic's own website: a link, or a button to paste. */
export default async function BookingLinkPage({ searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { clinicSlug } = actor
  const [clinic, services, practitioners, asked] = await Promise.all([
    getClinic(actor, clinicSlug),
    listServices(actor, clinicSlug),
    listPractitioners(actor, clinicSlug),
    searchParams,
  ])
  const wanted = { service: asked.service || undefined, practitioner: asked.practitioner || undefined }
  const { unknown } = linkedTo({ clinic, services, practitioners }, wanted)
  const link = `${env.ANTEROOM_URL}${stepPath(clinicSlug, 'service', wanted)}`
  const any = { value: '', label: 'Let patients choose' }
  return (
    <Page
      title="Booking link"
      lead="For your website, emails and posters. It leads straight to what you choose here; the rest is asked."
      back={{ href: '/admin', say: 'Set-up' }}
    >
      <Form action="/admin/link" prefetch={false} className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Select
          id="service"
          name="service"
          label="Service"
          defaultValue={wanted.service ?? ''}
          options={[any, ...services.map(({ code, name }) => ({ value: code, label: name }))]}
        />
        <Select
          id="practitioner"
          name="practitioner"
          label="Practitioner"
          defaultValue={wanted.practitioner ?? ''}
          options={[any, ...practitioners.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Button type="submit" kind="secondary">
          Show the link
        </Button>
      </Form>
      {unknown.length > 0 ? (
        <p role="status">That practitioner does not offer that service. Choose another of the two.</p>
      ) : (
        <>
          <CopyText id="link" label="Link" text={link} />
          <CopyText
            id="snippet"
            label="Button for your website"
            hint="Paste it into the page where the button should be. It works without scripts and sets no cookies there."
            text={buttonSnippet(link)}
            rows={5}
          />
          <p>
            <Link href={link.slice(env.ANTEROOM_URL.length)}>Try the link</Link>
          </p>
        </>
      )}
      <Disclosure summary="Why a link, and not the booking page inside yours?">
        <p>
          Our pages refuse to be shown inside another site’s page. It keeps patients’ answers where their
          browser shows whose page they are on, and stops pages that lay something invisible over ours.
        </p>
      </Disclosure>
    </Page>
  )
}
