import 'server-only'
import type { z } from 'zod'
import type { Guest, PatientActor } from '../access/actor'
import { currentActor } from '../access/current'
import { refusalOf } from '../db/faults'
import { limit } from '../http/limits'
import { refuseCrossSite } from '../http/same-origin'
import { type Draft, withDraft } from './draft'
import { formObject } from './form'

/** Longer than any form of ours. */
const MOST_BYTES = 16_384

type Beacon<Input extends z.ZodType, Schema extends z.ZodType> = {
  input: Input
  draft: Draft<Schema>
  command: (
    actor: Guest | PatientActor,
    input: z.output<Input>,
    before: z.output<Schema> | null,
  ) => Promise<{ draft: z.output<Schema> | null; result: undefined }>
}

/**
 * An address that a page tells of its end (`navigator.sendBeacon`): from our own pages, not too often, parsed; then a command on the draft
 * of this browser. Nobody reads the answer, so it is empty: 204, or the status of a refusal.
 */
export function defineBeacon<Input extends z.ZodType, Schema extends z.ZodType>({
  input,
  draft,
  command,
}: Beacon<Input, Schema>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      refuseCrossSite(request.headers)
      const actor = await currentActor()
      await limit(actor, 'form')
      const sent = await request.text()
      const form = new FormData()
      if (sent.length <= MOST_BYTES)
        for (const [name, value] of new URLSearchParams(sent)) form.append(name, value)
      const parsed = input.safeParse(formObject(form))
      if (!parsed.success) return empty(422)
      await withDraft(draft, command)(actor, parsed.data)
      return empty(204)
    } catch (error) {
      const refused = refusalOf(error)
      if (!refused) throw error
      return empty(refused.status)
    }
  }
}

const empty = (status: number) => new Response(null, { status, headers: { 'Cache-Control': 'no-store' } })
