import type { Metadata } from 'next'
import { CancellationFields } from '@/components/admin/cancellation-fields'
import { ClinicFields } from '@/components/clinics/clinic-fields'
import { FormPage } from '@/components/form/form-page'
import { FormSection } from '@/components/form/form-section'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { changeClinicAction } from '@/lib/clinics/actions'
import { mayAdminister } from '@/lib/clinics/policy'
import { getClinicSettings } from '@/lib/clinics/queries/setting-up'
import { CURRENCIES } from '@/lib/clinics/schema/clinic'
import { printAmount } from '@/lib/clinics/text/money'
import { zoneOptions } from '@/lib/clinics/text/zones'

export const metadata: Metadata = { title: 'Clinic details' }

export default async function ClinicDetailsPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { cancelNoticeHours, lateCancelFeeCents, version, ...clinic } = await getClinicSettings(actor)
  return (
    <FormPage title="Clinic details" back={{ href: '/admin', say: 'Set-up' }} action={changeClinicAction}>
      <input type="hidden" name="version" value={version} />
      <ClinicFields values={clinic} timeZones={zoneOptions()} currencies={CURRENCIES} />
      <FormSection
        title="Cancellation"
        lead="Each booking keeps the policy it was made under. Locations and services may have their own."
      >
        <CancellationFields
          hours={String(cancelNoticeHours)}
          fee={printAmount(lateCancelFeeCents)}
          currency={clinic.currency}
        />
      </FormSection>
      <SubmitButton>Save</SubmitButton>
    </FormPage>
  )
}
