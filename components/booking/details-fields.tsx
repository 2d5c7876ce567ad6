import { FormDateOfBirth, FormField, FormTextarea } from '@/components/form/fields'
import type { TypedAnswers } from '@/lib/booking/schema/draft'

/**
 * What a clinic needs to know of a patient it does not know yet, with why it is asked. `asks`: about whoever books, about someone else, or
 * only the reason because the person is on file.
 */
export function DetailsFields({
  asks,
  typed,
  requiresReferral,
  clinicName,
}: {
  asks: 'you' | 'someone' | 'reason'
  typed: TypedAnswers
  requiresReferral: boolean
  clinicName: string
}) {
  const their = asks === 'someone' ? 'their' : 'your'
  // Autofill is about whoever types.
  const auto = (token: string) => (asks === 'you' ? token : 'off')
  return (
    <>
      {asks !== 'reason' && (
        <>
          <FormField
            name="firstName"
            label="First name"
            autoComplete={auto('given-name')}
            spellCheck={false}
            defaultValue={typed.firstName}
          />
          <FormField
            name="lastName"
            label="Last name"
            autoComplete={auto('family-name')}
            spellCheck={false}
            defaultValue={typed.lastName}
          />
          <FormDateOfBirth
            name="dateOfBirth"
            label="Date of birth"
            hint={`For example 24 11 1990. It tells ${asks === 'you' ? 'you' : 'them'} apart from others with the same name.`}
            defaultValue={typed.dateOfBirth}
          />
          <FormField
            name="phone"
            type="tel"
            label="Mobile number"
            hint={`So that ${clinicName} can reach ${asks === 'you' ? 'you' : 'them'} if something changes.`}
            autoComplete={auto('tel')}
            width="medium"
            defaultValue={typed.phone}
          />
          <FormField
            name="email"
            type="email"
            label="Email address"
            optional
            hint="For the confirmation, with a link to move or cancel."
            autoComplete={auto('email')}
            spellCheck={false}
            defaultValue={typed.email}
          />
        </>
      )}
      {requiresReferral && (
        <FormField
          name="referredBy"
          label={`Who referred ${asks === 'someone' ? 'them' : 'you'}?`}
          hint="The name of the doctor or service. This appointment needs a referral."
          autoComplete="off"
          defaultValue={typed.referredBy}
        />
      )}
      <FormTextarea
        name="reason"
        label="Reason for the visit"
        optional
        hint={`A few words so that we can prepare, up to 500 characters. Only ${their} practitioner and their team see it. Not for emergencies.`}
        autoComplete="off"
        defaultValue={typed.reason}
      />
      {/* People do not see this; programs that fill in every field do. */}
      <div aria-hidden className="absolute -left-[200vw] size-px overflow-hidden">
        <label htmlFor="leaveEmpty">Leave this empty</label>
        <input id="leaveEmpty" name="leaveEmpty" type="text" tabIndex={-1} autoComplete="off" />
      </div>
    </>
  )
}
