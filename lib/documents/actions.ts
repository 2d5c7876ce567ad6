'use server'

import { defineAction } from '../actions/define'
import { releaseDocument } from './commands/release'
import { releaseInput } from './schema'

/** Lets the patient open a document, or takes that back. Stays on the page. */
export const releaseDocumentAction = defineAction({
  as: 'staff',
  input: releaseInput,
  command: releaseDocument,
})
