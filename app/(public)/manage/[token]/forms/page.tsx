import { FormTasks } from '@/components/intake/form-tasks'
import { Page } from '@/components/shell/page'
import { startFormByLinkAction } from '@/lib/intake/actions'
import { listFormTasks } from '@/lib/intake/queries/tasks'
import { knownManaged } from '../../known'
import { type LinkProps, titleOf } from '../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Forms for your appointment')

export default async function LinkFormsPage({ params }: LinkProps) {
  const { token } = await params
  const { actor, forms } = await knownManaged(token)
  const tasks = await listFormTasks(actor)
  return (
    <Page
      title="Forms for your appointment"
      lead="What your clinic would like to know before you come."
      back={{ href: `/manage/${token}`, say: 'Your appointment' }}
    >
      <FormTasks {...tasks} base={forms} start={startFormByLinkAction} names={{ manageToken: token }} />
    </Page>
  )
}
