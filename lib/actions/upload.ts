import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { currentVia } from '../access/current'
import { refusalOf } from '../db/faults'
import type { Upload } from '../files/put-away'
import { withForm } from '../http/body'
import { limit } from '../http/limits'
import { ownPath } from '../http/paths'
import { refuseCrossSite } from '../http/same-origin'
import { type Actors, actorFor, brokenState, parse, refusedState } from './define'
import { orDenied } from './denied'
import { leaveAnswer } from './left-answer'
import type { FormState } from './state'

/** The files of a form, by the control each was chosen in. */
type Uploads = Record<string, Upload | undefined>

type UploadSpec<As extends keyof Actors, Input extends z.ZodType, Result> = {
  as: As
  input: Input
  /** The control that is blamed for what is too large to be read; `file` unless said otherwise. */
  field?: string
  command: (actor: Actors[As], input: z.output<Input>, uploads: Uploads) => Promise<Result>
  /** Where to go when it is done: a path of this site. */
  next: (result: Result, input: z.output<Input>) => string
}

type Answer = { next: string } | { state: FormState<never>; status: number }

/**
 * The way of a form with a file to its command: a route handler, because server actions take whatever comes into memory, and little. Its
 * form is an ActionForm with this address. In the same order as an action: from our own pages, by whom, not too often, read no further
 * than may be, parsed; then the command, which authorises. With script the answer is JSON; without, the page comes back and finds it.
 */
export function defineUpload<As extends keyof Actors, Input extends z.ZodType, Result>(
  spec: UploadSpec<As, Input, Result>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const answer = await answerTo(spec, request)
    if (request.headers.get('accept') === 'application/json' || isFromElsewhere(answer))
      return Response.json(answer, { status: 'next' in answer ? 200 : answer.status })
    const next = 'next' in answer ? answer.next : await leaveAnswer(pageBehind(request.headers), answer.state)
    return new Response(null, { status: 303, headers: { Location: next } })
  }
}

/** Whether another site's page sent it: nothing is left for that to find. */
function isFromElsewhere(answer: Answer): boolean {
  return 'state' in answer && answer.state.status === 'refused' && answer.state.code === 'cross_site'
}

async function answerTo<As extends keyof Actors, Input extends z.ZodType, Result>(
  spec: UploadSpec<As, Input, Result>,
  request: Request,
): Promise<Answer> {
  let form = new FormData()
  try {
    refuseCrossSite(request.headers)
    const early = spec.as === 'link' || spec.as === 'known' ? undefined : await actorFor(spec.as, form)
    await limit(early ?? (await currentVia()), 'upload')
    return await withForm(request, spec.field ?? 'file', async (sent) => {
      form = sent
      const actor = early ?? (await actorFor(spec.as, form))
      const { texts, uploads } = await partsOf(form)
      const input = parse(spec.input, texts, spec.as)
      const result = await orDenied(actor, input, spec.command(actor, input, uploads))
      return { next: ownPath(spec.next(result, input)) ?? '/' }
    })
  } catch (error) {
    unstable_rethrow(error)
    const refused = refusalOf(error)
    return refused
      ? { state: refusedState(refused, form), status: refused.status }
      : { state: await brokenState(error, form), status: 500 }
  }
}

/** What was typed, and what was chosen; a control in which nothing was chosen sends a file without a name. */
async function partsOf(form: FormData): Promise<{ texts: FormData; uploads: Uploads }> {
  const texts = new FormData()
  const uploads: Uploads = {}
  for (const [field, value] of form) {
    if (typeof value === 'string') texts.append(field, value)
    else if (value.name !== '' || value.size > 0)
      uploads[field] ??= { field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }
  }
  return { texts, uploads }
}

/** The page that the form stands on. */
function pageBehind(headers: Headers): string {
  const from = headers.get('referer')
  if (from === null || !URL.canParse(from)) return '/'
  const { pathname, search } = new URL(from)
  return ownPath(pathname + search) ?? '/'
}
