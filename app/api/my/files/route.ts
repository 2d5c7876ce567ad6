import { defineUpload } from '@/lib/actions/upload'
import { giveDocument } from '@/lib/documents/commands/add'
import { giveDocumentInput } from '@/lib/documents/schema'

/** A document that somebody gives to their clinic. */
export const POST = defineUpload({
  as: 'patient',
  input: giveDocumentInput,
  command: giveDocument,
  next: () => '/my/documents?done=added',
})
