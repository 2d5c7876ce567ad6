'use client'

import { useContext } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { FormField } from '@/components/form/fields'
import { FormContext } from '@/components/form/form-context'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import type { FormState } from '@/lib/actions/state'
import { findPatientsAction } from '@/lib/people/actions'
import type { FoundPatients, PatientMatch } from '@/lib/people/queries'

type Props = { query: string; charts: boolean }

/**
 * Finds the caller among the clinic's patients. What is typed goes in the body of a POST, never into an address. `query`: goes along to
 * where somebody is booked. `charts`: whether whoever searches may open them.
 */
export function PatientFinder({ query, charts }: Props) {
  return (
    <ActionForm action={findPatientsAction} className="flex flex-col gap-6">
      <SearchBox />
      <Results query={query} charts={charts} />
    </ActionForm>
  )
}

function SearchBox() {
  const found = useFound()
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-0 grow sm:max-w-md">
        <FormField
          name="q"
          type="search"
          label="Find the patient"
          hint="Name, date of birth, phone or patient number"
          autoComplete="off"
          spellCheck={false}
          // What was looked for stays, so that it can be mended.
          defaultValue={found?.q}
          autoFocus
        />
      </div>
      <SubmitButton>Search</SubmitButton>
    </div>
  )
}

function Results({ query, charts }: Props) {
  const found = useFound()
  return (
    <div role="status" className="flex flex-col gap-4">
      {found && found.matches.length > 0 && (
        <>
          <p className="font-semibold">
            {found.matches.length === 1 ? '1 patient found' : `${found.matches.length} patients found`}
          </p>
          <ul className="max-w-4xl divide-y divide-line rounded-card border border-line bg-surface">
            {found.matches.map((match) => (
              <Match key={match.id} match={match} query={query} charts={charts} />
            ))}
          </ul>
          {found.isCut && <p className="text-muted">There may be more. Type more of the name.</p>}
        </>
      )}
      {found && found.matches.length === 0 && (
        <EmptyState
          title="Nobody found"
          action={
            <LinkButton kind="secondary" href={`/desk/book/new${query}`}>
              Add a new patient
            </LinkButton>
          }
        >
          Try fewer letters, the date of birth or the phone number, or add them as a new patient.
        </EmptyState>
      )}
    </div>
  )
}

function Match({ match, query, charts }: Props & { match: PatientMatch }) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3">
      <span className="min-w-48 grow font-semibold">
        <Link href={`/desk/book/${match.id}${query}`}>
          {match.firstName} {match.lastName}
          <span className="sr-only">
            born {match.born}, {match.number}
          </span>
        </Link>
      </span>
      {match.isProvisional && <Badge tone="warn">New – check details</Badge>}
      <span className="w-44 max-sm:w-full">
        <span className="text-muted">Born</span> {match.born}
      </span>
      <span className="w-32 tabular-nums">
        {match.phoneSays ?? <span className="text-muted">No phone</span>}
      </span>
      <span className="w-28 text-muted tabular-nums">{match.number}</span>
      {charts && (
        <Link href={`/clinic/charts/${match.id}`}>
          Chart
          <span className="sr-only">
            {' '}
            of {match.firstName} {match.lastName}, {match.number}
          </span>
        </Link>
      )}
    </li>
  )
}

function useFound(): FoundPatients | undefined {
  const { state } = useContext(FormContext)
  return state.status === 'ok' ? (state as FormState<FoundPatients> & { status: 'ok' }).data : undefined
}
