'use server'

import { defineAction } from '../actions/define'
import { closeFollowUp } from './commands/follow-up'
import { addAddendum, signNote } from './commands/sign'
import { releaseSummary, withdrawSummary } from './commands/summary'
import { removeTemplate, saveTemplate } from './commands/templates'
import { handOverNote, saveNoteFromForm, startNote } from './commands/write'
import {
  addendumInput,
  closeFollowUpInput,
  noteStepInput,
  releaseSummaryInput,
  removeTemplateInput,
  saveNoteForm,
  saveTemplateInput,
  signNoteInput,
  startNoteInput,
  withdrawSummaryInput,
} from './schema'

export const startNoteAction = defineAction({
  as: 'staff',
  input: startNoteInput,
  command: startNote,
  then: ({ noteId }) => `/clinic/notes/${noteId}`,
})

/** Save, without script. */
export const saveNoteAction = defineAction({
  as: 'staff',
  input: saveNoteForm,
  command: saveNoteFromForm,
  then: ({ noteId }, { next }) => `/clinic/notes/${noteId}${next ? '/sign' : '?done=saved'}`,
})

export const handOverNoteAction = defineAction({
  as: 'staff',
  input: noteStepInput,
  command: handOverNote,
  then: ({ noteId }) => `/clinic/notes/${noteId}?done=given`,
})

export const signNoteAction = defineAction({
  as: 'staff',
  input: signNoteInput,
  command: signNote,
  then: ({ noteId }) => `/clinic/notes/${noteId}?done=signed`,
})

export const addAddendumAction = defineAction({
  as: 'staff',
  input: addendumInput,
  command: addAddendum,
  then: ({ noteId }) => `/clinic/notes/${noteId}?done=added`,
})

export const releaseSummaryAction = defineAction({
  as: 'staff',
  input: releaseSummaryInput,
  command: releaseSummary,
  then: ({ noteId }) => `/clinic/notes/${noteId}?done=released`,
})

export const withdrawSummaryAction = defineAction({
  as: 'staff',
  input: withdrawSummaryInput,
  command: withdrawSummary,
  then: ({ noteId }) => `/clinic/notes/${noteId}?done=withdrawn`,
})

export const closeFollowUpAction = defineAction({
  as: 'staff',
  input: closeFollowUpInput,
  command: closeFollowUp,
})

const toTemplates = () => '/clinic/notes/templates'
export const saveTemplateAction = defineAction({
  as: 'staff',
  input: saveTemplateInput,
  command: saveTemplate,
  then: toTemplates,
})

export const removeTemplateAction = defineAction({
  as: 'staff',
  input: removeTemplateInput,
  command: removeTemplate,
  then: toTemplates,
})
