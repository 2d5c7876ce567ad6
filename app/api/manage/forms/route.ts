import { defineUpload } from '@/lib/actions/upload'
import { savePageWithFiles } from '@/lib/intake/commands/upload'
import { savePageInput } from '@/lib/intake/schema/answers'

/** The same by a booking’s link, for whoever has said when the patient was born. */
export const POST = defineUpload({
  as: 'known',
  input: savePageInput,
  command: savePageWithFiles,
  next: ({ goTo }) => goTo,
})
