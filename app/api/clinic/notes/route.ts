import { defineSave } from '@/lib/actions/save'
import { saveNote } from '@/lib/notes/commands/write'
import { saveNoteInput } from '@/lib/notes/schema'

/** Where an open note saves itself. */
export const POST = defineSave({ as: 'staff', input: saveNoteInput, command: saveNote })
