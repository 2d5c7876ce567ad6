import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { TemplateFields } from '@/components/notes/template-fields'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { removeTemplateAction, saveTemplateAction } from '@/lib/notes/actions'
import { getTemplate } from '@/lib/notes/queries/templates'

export const metadata: Metadata = { title: 'Template' }

export default async function TemplatePage({ params }: { params: Promise<{ templateId: string }> }) {
  const actor = await requireActor('staff')
  const { id, name, texts, isOwn } = await orNotFound(getTemplate(actor, (await params).templateId))
  return (
    <>
      <FormPage
        title={name}
        lead={isOwn ? 'Yours alone' : 'For everybody who writes notes in this clinic'}
        back={{ href: '/clinic/notes/templates', say: 'Templates' }}
        action={saveTemplateAction}
      >
        <input type="hidden" name="templateId" value={id} />
        <TemplateFields name={name} texts={texts} />
        <SubmitButton>Save template</SubmitButton>
      </FormPage>
      <div className="mt-8 border-line border-t pt-5">
        <ActionForm action={removeTemplateAction} prefix="remove-">
          <input type="hidden" name="templateId" value={id} />
          <SubmitButton kind="danger">Remove template</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
