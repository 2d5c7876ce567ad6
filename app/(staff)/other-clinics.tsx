import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { currentSession } from '@/lib/access/current'
import { chooseClinicAction } from '@/lib/account/actions'

/** For somebody who works in several clinics: the way to the others. Each page is of one clinic, and shows nothing of another. */
export async function OtherClinics({ here }: { here: string }) {
  const memberships = (await currentSession())?.memberships ?? []
  const others = memberships.filter(({ clinicSlug }) => clinicSlug !== here)
  return others.map(({ clinicSlug }) => (
    <ActionForm key={clinicSlug} action={chooseClinicAction} className="mt-2">
      <input type="hidden" name="clinicSlug" value={clinicSlug} />
      <SubmitButton kind="quiet" size="small">
        Go to work at {clinicSlug}
      </SubmitButton>
    </ActionForm>
  ))
}
