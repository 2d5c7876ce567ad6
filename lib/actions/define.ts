import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { Guest, LinkActor, PatientActor, StaffActor } from '../access/actor'
import { currentActor, currentVia, signedIn } from '../access/current'
import { knownLinkActor } from '../access/known'
import { linkActor } from '../access/links'
import { refusalOf } from '../db/faults'
import { type Refusal, refusal } from '../errors'
import { type LimitName, limit } from '../http/limits'
import { ownPath } from '../http/paths'
import { refuseCrossSite } from '../http/same-origin'
import { bugFields, log } from '../log'
import { orDenied } from './denied'
import { fieldProblems, formObject, typedValues } from './form'
import { noteRefused } from './refused'
import type { FormAction, FormState } from './state'

/**
 * Who an action's command is handed. `link`: the bearer of the manage link whose token the form carries as `manageToken`; `known`: the same,
 * where this browser has also said when the patient was born.
 */
export type Actors = {
  anyone: Guest | PatientActor
  patient: PatientActor
  staff: StaffActor
  link: LinkActor
  known: LinkActor
}

type Action<As extends keyof Actors, Input extends z.ZodType, Result> = {
  as: As
  input: Input
  command: (actor: Actors[As], input: z.output<Input>) => Promise<Result>
  /** Where to go when it is done: a path of this site. Without it the form stays and gets the result. */
  then?: (result: Result, input: z.output<Input>) => string
  /** Which limit it counts against; `form` unless said otherwise. */
  limit?: LimitName
}

/**
 * A server action: the one way from a form to a command. It is a public endpoint, so in this order: from our own pages, by whom, not too
 * often, parsed; then the command, which authorises. A refusal comes back with what was typed (never a password); a bug as a reference
 * that the log has; then a redirect, so that reloading does not send twice. docs/decisions says why not next-safe-action.
 */
export function defineAction<As extends keyof Actors, Input extends z.ZodType, Result>(
  action: Action<As, Input, Result>,
): FormAction<Result> {
  return async (_previous, form) => {
    const answer = await answerTo(action, form)
    if ('next' in answer) redirect(answer.next)
    return answer.state
  }
}

async function answerTo<As extends keyof Actors, Input extends z.ZodType, Result>(
  action: Action<As, Input, Result>,
  form: FormData,
): Promise<{ state: FormState<Result> } | { next: string }> {
  try {
    refuseCrossSite(await headers())
    const actor = await actorFor(action.as, form)
    await limit(actor, action.limit ?? 'form')
    const input = parse(action.input, form, action.as)
    const result = await orDenied(actor, input, action.command(actor, input))
    if (!action.then) refresh()
    return action.then
      ? { next: ownPath(action.then(result, input)) ?? '/' }
      : { state: { status: 'ok', data: result } }
  } catch (error) {
    // Redirects and not-found travel as errors.
    unstable_rethrow(error)
    const refused = refusalOf(error)
    // A conflict says that the page shows what is no longer so.
    if (refused?.status === 409) refresh()
    await noteRefused()
    return { state: refused ? refusedState(refused, form) : await brokenState(error, form) }
  }
}

/** The actor of a form. Refuses as `signedIn` and `linkActor` do. */
export async function actorFor<As extends keyof Actors>(as: As, form: FormData): Promise<Actors[As]>
export async function actorFor(as: keyof Actors, form: FormData): Promise<Actors[keyof Actors]> {
  if (as === 'anyone') return currentActor()
  if (as !== 'link' && as !== 'known') return signedIn(as)
  const via = await currentVia()
  await limit(via, 'public.change')
  const token = String(form.get('manageToken') ?? '')
  return as === 'link' ? linkActor(via, token) : knownLinkActor(via, token)
}

/** What a form says, as its schema has it. Refuses with `invalid_input`. */
export function parse<Input extends z.ZodType>(
  input: Input,
  form: FormData,
  as: keyof Actors,
): z.output<Input> {
  const { manageToken, ...rest } = formObject(form)
  const isTold = as === 'link' || as === 'known' || manageToken === undefined
  const parsed = input.safeParse(isTold ? rest : { ...rest, manageToken })
  if (!parsed.success) throw refusal('invalid_input', fieldProblems(parsed.error))
  return parsed.data
}

/** A refusal as the form shows it, with what was typed. */
export function refusedState({ code, say, fields, shows }: Refusal, form: FormData): FormState<never> {
  return {
    status: 'refused',
    code,
    say,
    fields,
    values: typedValues(form),
    ...(shows !== undefined && { shows }),
  }
}

/** A bug as the form shows it: the log has the rest. */
export async function brokenState(error: unknown, form: FormData): Promise<FormState<never>> {
  const { requestId } = await currentVia()
  log('error', 'action.failed', { requestId, ...bugFields(error) })
  const say = `Something went wrong at our end and nothing was saved. Try again, or call us and quote ${requestId}.`
  return { status: 'refused', code: 'unexpected', say, fields: {}, values: typedValues(form) }
}
