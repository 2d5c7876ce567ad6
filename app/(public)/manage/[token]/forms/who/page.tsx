import { redirect } from 'next/navigation'
import { FormDateOfBirth } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { sayBornAction } from '@/lib/intake/actions'
import { countAskedForms } from '@/lib/intake/queries/tasks'
import { type LinkProps, managedOrNotFound, titleOf } from '../../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Who is the appointment for?')

/** Before anything about somebody's health is shown or asked for: the date of birth. */
export default async function WhoPage({ params }: LinkProps) {
  const { token } = await params
  const { actor, base } = await managedOrNotFound(token)
  if ((await countAskedForms(actor)) === 0) redirect(base)
  return (
    <FormPage
      title="Who is the appointment for?"
      lead="So that nobody else reads what is answered here."
      back={{ href: base, say: 'Your appointment' }}
      action={sayBornAction}
    >
      <input type="hidden" name="manageToken" value={token} />
      <FormDateOfBirth
        name="dateOfBirth"
        label="Date of birth"
        hint="Of the person the appointment is for, for example 24 11 1990"
      />
      <SubmitButton>Continue</SubmitButton>
    </FormPage>
  )
}
