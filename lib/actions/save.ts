import 'server-only'
import { headers } from 'next/headers'
import type { z } from 'zod'
import type { StaffActor } from '../access/actor'
import { currentVia, signedIn } from '../access/current'
import { refusalOf } from '../db/faults'
import { refusal } from '../errors'
import { readJson } from '../http/body'
import { limit } from '../http/limits'
import { problem } from '../http/problem'
import { refuseCrossSite } from '../http/same-origin'
import { orDenied } from './denied'
import { fieldProblems } from './form'

/** What a refused save answers, beside its status. `shows`: what has to be looked at, for our own page only. */
export type RefusedSave = { code: string; say: string; fields: Record<string, string>; shows?: unknown }

/** The largest page that saves itself: a note of four long sections, in the longest letters there are. */
const MOST_BYTES = 1024 * 1024

/**
 * What a page of ours saves by itself while somebody types: JSON from our own pages, by signed-in staff, parsed by the schema, then the
 * command, which authorises. Typing keeps the session alive (lib/access/deeds.ts).
 */
export function defineSave<Input extends z.ZodType, T>(save: {
  as: 'staff'
  input: Input
  command: (actor: StaffActor, input: z.output<Input>) => Promise<T>
}): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      refuseCrossSite(await headers())
      const actor = await signedIn(save.as)
      await limit(actor, 'staff.save')
      const parsed = save.input.safeParse(await readJson(request, MOST_BYTES))
      if (!parsed.success) throw refusal('invalid_input', fieldProblems(parsed.error))
      return answer(200, await orDenied(actor, parsed.data, save.command(actor, parsed.data)))
    } catch (error) {
      const refused = refusalOf(error)
      if (!refused) return problem(error, (await currentVia()).requestId)
      const { code, say, fields, shows, status } = refused
      return answer(status, { code, say, fields, shows } satisfies RefusedSave)
    }
  }
}

const answer = (status: number, body: unknown) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
