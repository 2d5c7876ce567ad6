'use client'

import { useContext } from 'react'
import { FormDateOfBirth, FormField } from '@/components/form/fields'
import { FormContext } from '@/components/form/form-context'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Arrival } from '@/components/ui/arrival'
import { Link } from '@/components/ui/link'
import { sessionQuery } from '@/lib/booking/rules/journey'
import { addPatientAction } from '@/lib/people/actions'

/** The five things the desk asks of a new caller. Look-alikes on file are shown first; staff decide. `session`: they are to have a seat in. */
export function NewPatientForm({ session }: { session: string | undefined }) {
  const query = sessionQuery(session)
  return (
    <FormPage
      title="New patient"
      back={`/desk/book${query}`}
      action={addPatientAction}
      instead={{ possible_duplicate: <Lookalikes query={query} /> }}
    >
      {session && <input type="hidden" name="session" value={session} />}
      <FormField name="firstName" label="First name" autoComplete="off" spellCheck={false} />
      <FormField name="lastName" label="Last name" autoComplete="off" spellCheck={false} />
      <FormDateOfBirth name="dateOfBirth" label="Date of birth" hint="For example, 24 11 1990" />
      <FormField name="phone" type="tel" label="Mobile number" width="medium" autoComplete="off" />
      <FormField
        name="email"
        type="email"
        label="Email address"
        hint="The confirmation is sent here"
        optional
        autoComplete="off"
        spellCheck={false}
      />
      <Buttons />
    </FormPage>
  )
}

function Buttons() {
  const hasLookalikes = useLookalikes().length > 0
  return (
    <div className="flex flex-wrap gap-2">
      <SubmitButton>Add patient and choose a time</SubmitButton>
      {hasLookalikes && (
        <SubmitButton kind="secondary" name="isSomebodyElse" value="true">
          This is somebody else: add them
        </SubmitButton>
      )}
    </div>
  )
}

function Lookalikes({ query }: { query: string }) {
  const { state } = useContext(FormContext)
  return (
    <Arrival
      moment={state}
      aria-labelledby="lookalikes"
      className="mb-6 rounded-card border-2 border-warn bg-warn-soft p-5"
    >
      <div role="alert">
        <h2 id="lookalikes" className="font-semibold text-heading">
          Is it one of these people?
        </h2>
        <p className="mt-1">
          Somebody with the same name and birth date, or the same phone, is already on file.
        </p>
        <ul className="mt-3 flex flex-col gap-1.5">
          {useLookalikes().map(({ id, says }) => (
            <li key={id}>
              <Link href={`/desk/book/${id}${query}`}>{says}</Link>
            </li>
          ))}
        </ul>
        <p className="mt-3">
          Follow a link to book for that person, or press “This is somebody else” below. Nothing you typed is
          lost.
        </p>
      </div>
    </Arrival>
  )
}

/** The refusal `possible_duplicate` says whom it means under `patient.<id>`. */
function useLookalikes(): { id: string; says: string }[] {
  const { state } = useContext(FormContext)
  if (state.status !== 'refused' || state.code !== 'possible_duplicate') return []
  return Object.entries(state.fields).map(([name, says]) => ({ id: name.replace('patient.', ''), says }))
}
