import type { z } from 'zod'
import type { FormValues } from './state'

/** A value of a form as its schema gets it: `name.part` becomes `{ name: { part } }`, a repeated name an array. */
export type FormObject = { [name: string]: string | File | (string | File)[] | FormObject }

/** Names that would reach an object's own machinery, or that Next adds to a form. */
const NOT_OURS = /^\$ACTION|(^|\.)(__proto__|constructor|prototype)(\.|$)/
const SECRET = /password|passcode|secret|token/i
const DEEPEST = 4

/**
 * What a form sent, as an object for its schema. A field left empty is absent, so that a schema's "Enter your…" and `.optional()` mean
 * what they say of forms too.
 */
export function formObject(form: FormData): FormObject {
  const object: FormObject = {}
  for (const name of ourNames(form)) {
    const sent = form.getAll(name).filter((value) => !isEmpty(value))
    const value = sent.length > 1 ? sent : sent[0]
    if (value !== undefined) place(object, name.split('.'), value)
  }
  return object
}

/** What was typed, to be shown again after a refusal: no passwords, no tokens, no files. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of ourNames(form)) {
    if (SECRET.test(name)) continue
    const texts = form.getAll(name).filter((value) => typeof value === 'string')
    const [only] = texts
    if (only !== undefined) values[name] = texts.length > 1 ? texts : only
  }
  return values
}

/** The first problem of each control, by the control's name. */
export function fieldProblems(error: z.ZodError): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const { path, message } of error.issues) problems[path.join('.')] ??= message
  // What concerns the form as a whole is no field's.
  delete problems['']
  return problems
}

function ourNames(form: FormData): Set<string> {
  return new Set([...form.keys()].filter((name) => !NOT_OURS.test(name)))
}

function isEmpty(value: FormDataEntryValue): boolean {
  return typeof value === 'string' ? value.trim() === '' : value.size === 0 && value.name === ''
}

function place(object: FormObject, [name, ...rest]: string[], value: FormObject[string]): void {
  if (name === undefined || rest.length >= DEEPEST) return
  if (rest.length === 0) {
    object[name] ??= value
    return
  }
  object[name] ??= {}
  const inner = object[name]
  if (typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof File))
    place(inner, rest, value)
}
