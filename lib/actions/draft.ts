import 'server-only'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { COOKIE_FLAGS } from '../access/cookies'
import { now } from '../clock'
import { refusal } from '../errors'
import type { Place } from '../vault/columns'
import { open, seal } from '../vault/seal'

/**
 * What somebody has answered so far in a journey of several pages, kept in their own browser: one sealed cookie that only we can read, so
 * that Back loses nothing, nothing personal is in an address, and nothing of a journey given up stays with us.
 */
export type Draft<Schema extends z.ZodType> = { cookie: string; minutes: number; schema: Schema }

/** Browsers drop a cookie whose name and value are longer than 4096 bytes together; proxies begin to grumble earlier. */
const LONGEST = 3900
const envelope = z.object({ until: z.number(), value: z.unknown() })

/** The draft in this browser, or null: none, too old, not ours, or of another shape. */
export async function readDraft<Schema extends z.ZodType>(
  draft: Draft<Schema>,
): Promise<z.output<Schema> | null> {
  const sealed = (await cookies()).get(draft.cookie)?.value
  if (!sealed || sealed.length > LONGEST) return null
  try {
    const { until, value } = envelope.parse(JSON.parse(open(sealed, placeOf(draft))))
    return until > now().getTime() ? (draft.schema.safeParse(value).data ?? null) : null
  } catch {
    return null
  }
}

/** Puts the draft into the browser for its minutes from now on, or takes it out (null). Refuses `invalid_input` where it is too long. */
async function keepDraft<Schema extends z.ZodType>(
  draft: Draft<Schema>,
  value: z.output<Schema> | null,
): Promise<void> {
  const jar = await cookies()
  if (value === null) {
    jar.set(draft.cookie, '', { ...COOKIE_FLAGS, maxAge: 0 })
    return
  }
  const until = now().getTime() + draft.minutes * 60_000
  const sealed = seal(JSON.stringify({ until, value }), placeOf(draft))
  if (sealed.length > LONGEST)
    throw refusal('invalid_input', { reason: 'That is more than we can keep. Use fewer words.' })
  jar.set(draft.cookie, sealed, { ...COOKIE_FLAGS, maxAge: draft.minutes * 60 })
}

/** A command for `defineAction` from one that takes the draft as it is and answers, beside its result, the draft as it is to be. */
export function withDraft<Who, Input, Schema extends z.ZodType, Result>(
  draft: Draft<Schema>,
  command: (
    actor: Who,
    input: Input,
    before: z.output<Schema> | null,
  ) => Promise<{ draft: z.output<Schema> | null; result: Result }>,
): (actor: Who, input: Input) => Promise<Result> {
  return async (actor, input) => {
    const { draft: after, result } = await command(actor, input, await readDraft(draft))
    await keepDraft(draft, after)
    return result
  }
}

const placeOf = ({ cookie }: { cookie: string }): Place => ({ table: 'cookie', column: cookie, id: 'draft' })
