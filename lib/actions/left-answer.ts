import 'server-only'
import { z } from 'zod'
import { newToken } from '../ids'
import { type Draft, readDraft, withDraft } from './draft'
import type { FormState } from './state'

const values = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const leftAnswer = z.object({
  id: z.string(),
  state: z.object({
    status: z.literal('refused'),
    code: z.string(),
    say: z.string(),
    fields: z.record(z.string(), z.string()),
    values,
  }),
})

/** The answer of a form that was sent to a route handler without script, on its way back to the page: sealed, in the browser that sent it. */
const answerDraft: Draft<typeof leftAnswer> = {
  cookie: '__Host-anteroom-answer',
  minutes: 10,
  schema: leftAnswer,
}

/** What fits into a cookie beside the rest. What was typed beyond that is lost to whoever has no script. */
const MOST_TYPED = 2000

/** Leaves an answer for a page, and gives the address under which the page finds it (`leftAnswerFor`). */
export async function leaveAnswer(page: string, state: FormState<never>): Promise<string> {
  if (state.status !== 'refused') return page
  const id = newToken().slice(0, 12)
  const { code, say, fields } = state
  const typed = JSON.stringify(state.values).length > MOST_TYPED ? {} : state.values
  const left = { id, state: { status: 'refused' as const, code, say, fields, values: typed } }
  await withDraft(answerDraft, async () => ({ draft: left, result: undefined }))(undefined, undefined)
  const [path = '/', query] = page.split('?')
  const asked = new URLSearchParams(query)
  asked.set('answer', id)
  return `${path}?${asked}`
}

/** For ActionForm's `initial`: the answer that was left for this page, if it is the one that its address names. */
export async function leftAnswerFor(asked: {
  answer?: string | string[]
}): Promise<FormState<never> | undefined> {
  const left = asked.answer === undefined ? null : await readDraft(answerDraft)
  return left && left.id === asked.answer ? left.state : undefined
}
