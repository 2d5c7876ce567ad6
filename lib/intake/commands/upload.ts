import { allow } from '../../access/allow'
import { found, refuseUnless } from '../../errors'
import { nameFor } from '../../files/name'
import { putAway, type Upload } from '../../files/put-away'
import { mayFillIn } from '../policy'
import { findPage, readMySubmission } from '../queries/fill'
import type { Filler } from '../queries/tasks'
import { controlOf } from '../rules/answers'
import type { SavePageInput } from '../schema/answers'
import type { NewFiles } from './files'
import { savePage } from './fill'

/**
 * `savePage` for a page that asks for files: each is checked and put away first, which takes a while, and kept in the transaction that saves the
 * page. Refuses as `savePage`, and with a `file_…` code on the control of a file that we do not take.
 */
export async function savePageWithFiles(
  actor: Filler,
  input: SavePageInput,
  uploads: Record<string, Upload | undefined>,
): Promise<{ goTo: string }> {
  const form = await readMySubmission(actor, input.submissionId)
  allow(mayFillIn(actor, form.bookingId))
  refuseUnless(form.canFill, 'form_over')
  const { page } = found(findPage(form, input.page))
  const files: NewFiles = {}
  for (const { id, type } of page.questions) {
    const upload = uploads[controlOf(id)]
    if (type !== 'file' || !upload) continue
    const file = await putAway(actor, upload)
    files[id] = { file, name: nameFor(upload.name, file.mediaType) }
  }
  return savePage(actor, input, files)
}
