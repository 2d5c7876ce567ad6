'use client'

import { createContext, useContext } from 'react'
import { type FormState, type FormValues, idle } from '@/lib/actions/state'

/** What the controls of a form know about the form they are in. */
export const FormContext = createContext<{
  state: FormState
  /** The button whose press is on its way, or true if it was sent by other means. */
  pending: false | true | HTMLElement
  prefix: string
  /** How much of the form has left, 0 to 1, where it has a file in it. */
  progress?: number
}>({ state: idle, pending: false, prefix: '' })

/** The id of the control called `name`, as the error summary links to it. */
export function fieldId(name: string, prefix: string) {
  return prefix + name.replaceAll('.', '-')
}

/** A control's id, its error, and what was typed into it before (undefined while nothing has been refused). */
export function useField(name: string) {
  const { state, prefix } = useContext(FormContext)
  const refused = state.status === 'refused' ? state : undefined
  return {
    id: fieldId(name, prefix),
    error: refused?.fields[name],
    errors: refused?.fields ?? {},
    typed: refused && ((part = name) => first(refused.values, part)),
    /** Every value of a name that several boxes share. */
    ticked: refused && [refused.values[name] ?? []].flat(),
  }
}

function first(values: FormValues, name: string) {
  const value = values[name]
  return Array.isArray(value) ? value[0] : value
}
