/**
 * What was typed, by the `name` of the control, as the browser sends it. A control made of several inputs sends
 * `name.part` (`dateOfBirth.day`, `dateOfBirth.month`, `dateOfBirth.year`). Passwords and files are never in it.
 */
export type FormValues = Record<string, string | string[]>

/**
 * The answer of a form action, and the whole contract between `lib/actions` and `components/form`.
 * `fields` holds one sentence per control name (`firstName`, `dateOfBirth`, or `dateOfBirth.month` to blame one part).
 */
export type FormState<T = unknown> =
  | { status: 'idle' }
  | { status: 'ok'; data: T }
  | {
      status: 'refused'
      code: string
      say: string
      fields: Record<string, string>
      values: FormValues
      /** What has to be looked at before the form is sent again; its shape belongs to the code. */
      shows?: unknown
    }

/** A server action that `<ActionForm action={…}>` can post to, with and without JavaScript. */
export type FormAction<T = unknown> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>

/** The state of a form nobody has sent yet. */
export const idle: FormState<never> = { status: 'idle' }
