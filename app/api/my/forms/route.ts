import { defineUpload } from '@/lib/actions/upload'
import { savePageWithFiles } from '@/lib/intake/commands/upload'
import { savePageInput } from '@/lib/intake/schema/answers'

/** A page of a form with files in it. */
export const POST = defineUpload({
  as: 'patient',
  input: savePageInput,
  command: savePageWithFiles,
  next: ({ goTo }) => goTo,
})
