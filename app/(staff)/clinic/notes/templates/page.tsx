import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { FormCheckbox } from '@/components/form/fields'
import { FormSection } from '@/components/form/form-section'
import { SubmitButton } from '@/components/form/submit-button'
import { TemplateFields } from '@/components/notes/template-fields'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { requireActor } from '@/lib/access/current'
import { saveTemplateAction } from '@/lib/notes/actions'
import { mayKeepTemplate, mayWriteNotes } from '@/lib/notes/policy'
import { listTemplates } from '@/lib/notes/queries/templates'

export const metadata: Metadata = { title: 'Templates' }

/** The words that stand ready for notes. */
export default async function TemplatesPage() {
  const actor = await requireActor('staff')
  if (!mayWriteNotes(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const templates = await listTemplates(actor)
  const mayShare = mayKeepTemplate(actor, { clinicId: actor.clinicId, accountId: null })
  return (
    <Page
      title="Templates"
      lead="Words that you put into notes with one press"
      back={{ href: '/clinic/day', say: 'My day' }}
    >
      {templates.length === 0 ? (
        <EmptyState title="No templates yet">Write the first one below.</EmptyState>
      ) : (
        <ul className="flex flex-col gap-2">
          {templates.map(({ id, name, isOwn }) => (
            <li key={id}>
              {isOwn || mayShare ? <Link href={`/clinic/notes/templates/${id}`}>{name}</Link> : name}{' '}
              <span className="text-muted">{isOwn ? 'Yours' : 'The clinic’s'}</span>
            </li>
          ))}
        </ul>
      )}
      <FormSection title="New template">
        <ActionForm action={saveTemplateAction}>
          <TemplateFields texts={{}} />
          {mayShare && (
            <FormCheckbox name="isClinics" label="For everybody who writes notes in this clinic" />
          )}
          <SubmitButton>Save template</SubmitButton>
        </ActionForm>
      </FormSection>
    </Page>
  )
}
