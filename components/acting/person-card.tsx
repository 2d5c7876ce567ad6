import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { endActingAction } from '@/lib/acting/actions'
import { printScopes, RELATIONSHIP_WORDS } from '@/lib/acting/text'
import type { Relationship, Scope } from '@/lib/people/schema'

type Shown = {
  accessId: string
  name: string
  relationship: Relationship
  scopes: readonly Scope[]
  /** The reader acts for this person, and not the other way round. */
  youAre?: boolean
}

/** One person with whom something is shared, and the way to end it. */
export function PersonCard({ accessId, name, relationship, scopes, youAre }: Shown) {
  const what = RELATIONSHIP_WORDS[relationship].toLowerCase()
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface p-4">
      <div>
        <p className="font-medium">{name}</p>
        <p className="text-muted">
          {youAre ? `You are the ${what}` : RELATIONSHIP_WORDS[relationship]}. {printScopes(scopes)}.
        </p>
      </div>
      <ActionForm action={endActingAction} prefix={accessId}>
        <input type="hidden" name="accessId" value={accessId} />
        <SubmitButton kind="secondary">
          End<span className="sr-only"> {youAre ? `acting for ${name}` : `what ${name} may do`}</span>
        </SubmitButton>
      </ActionForm>
    </li>
  )
}
