import type { Tx } from '../../db/client'
import { keepFile } from '../../documents/commands/keep'
import type { PutAway } from '../../files/put-away'
import type { MySubmission } from '../queries/fill'
import type { Filler } from '../queries/tasks'
import type { FormPage } from '../rules/pages'
import type { Answers, SavePageInput } from '../schema/answers'

/** Files that were found harmless and lie in the store, by the question they answer; `name` as it is kept. */
export type NewFiles = Record<string, { file: PutAway; name: string }>

/**
 * The answers to a page's questions for files: those there were, without what is taken away, and those that have come. Never what the form itself
 * says, or it could name somebody else's.
 */
export async function fileAnswers(
  tx: Tx,
  actor: Filler,
  { form: { clinic, patientId }, page, before }: { form: MySubmission; page: FormPage; before: Answers },
  { gone = [] }: SavePageInput,
  files: NewFiles,
): Promise<Record<string, string[]>> {
  const answers: Record<string, string[]> = {}
  for (const { id, type } of page.questions) {
    if (type !== 'file') continue
    const kept = [before[id] ?? []].flat().map(String)
    answers[id] = kept.filter((file) => !gone.includes(file.slice(0, 36)))
    const added = files[id]
    if (!added) continue
    const file = await keepFile(tx, actor, {
      clinicId: clinic.id,
      patientId,
      kind: 'answer',
      file: added.file,
    })
    answers[id].push(`${file.id} ${added.name}`)
  }
  return answers
}
