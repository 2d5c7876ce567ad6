'use server'

import { defineAction } from '../actions/define'
import { addAddendum, signNote } from './commands/sign'
import { removeTemplate, saveTemplate } from './commands/templates'
import { handOverNote, saveNoteFromForm, startNote } from './commands/write'
import {
  addendumInput,
  noteStepInput,
  removeTemplateInput,
  saveNoteForm,
  saveTemplateInput,
  signNoteInput,
  startNoteInput,
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
