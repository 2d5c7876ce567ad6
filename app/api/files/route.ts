import { defineUpload } from '@/lib/actions/upload'
import { addDocument } from '@/lib/documents/commands/add'
import { addDocumentInput } from '@/lib/documents/schema'

/** A document that staff add to a patient. */
export const POST = defineUpload({
  as: 'staff',
  input: addDocumentInput,
  command: addDocument,
  next: ({ patientId }) => `/desk/patients/${patientId}/documents?done=added`,
})
