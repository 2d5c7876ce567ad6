import 'server-only'
import type { z } from 'zod'
import type { StaffActor } from '../access/actor'
import { allow } from '../access/allow'
import { askingAgain, currentVia, signedIn } from '../access/current'
import { whenDraining } from '../closing'
import { listenToCalendar } from '../db/listen'
import { refuseUnless } from '../errors'
import { limit } from '../http/limits'
import { problem } from '../http/problem'

/** How often an open stream says that it is there, and asks whether its reader still may read. */
const HEARTBEAT_MS = 20_000

/**
 * What a page of ours reads again by itself: JSON for the signed-in staff of a clinic, their parameters parsed by the schema. It is fetched
 * by a script, so it keeps no session alive (lib/access/deeds.ts).
 */
export function defineRead<Query extends z.ZodType, T>(read: {
  as: 'staff'
  query: Query
  run: (actor: StaffActor, query: z.output<Query>) => Promise<T>
}): (request: Request) => Promise<Response> {
  return (request) =>
    answering(async () => {
      const actor = await signedIn(read.as)
      await limit(actor, 'staff.read')
      const parsed = read.query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
      refuseUnless(parsed.success, 'malformed')
      return Response.json(await read.run(actor, parsed.data))
    })
}

/**
 * A stream of server-sent events that tells the staff of a clinic on which days their calendar has changed ("2026-11-24", of UTC; "*": any
 * day), and nothing else: what has changed they read. It ends when the session does, or the right to read. After a cut the browser comes
 * back by itself and reads everything again, so nothing needs an event's id.
 */
export function defineLive({
  as,
  may,
}: {
  as: 'staff'
  may: (actor: StaffActor, clinicId: string) => boolean
}): (request: Request) => Promise<Response> {
  return (request) =>
    answering(async () => {
      const actor = await signedIn(as)
      allow(may(actor, actor.clinicId))
      await limit(actor, 'staff.read')
      const again = await askingAgain(actor)
      const stillMay = async () => {
        const who = await again()
        return who !== null && may(who, who.clinicId)
      }
      return new Response(eventsOf(actor.clinicId, stillMay, request.signal), {
        // The second keeps nginx from buffering it.
        headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
      })
    })
}

const open = new Set<() => void>()
let isToldOfDraining = false

function eventsOf(
  clinicId: string,
  stillMay: () => Promise<boolean>,
  gone: AbortSignal,
): ReadableStream<Uint8Array> {
  if (!isToldOfDraining) whenDraining(() => open.forEach((end) => void end()))
  isToldOfDraining = true
  const encoder = new TextEncoder()
  let end = (_isLeft?: boolean) => {}
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const stop = listenToCalendar((told) => {
        const [clinic, day] = told?.split(' ') ?? [clinicId, '*']
        if (clinic === clinicId) send(`data: ${day}\n\n`)
      })
      const heartbeat = setInterval(async () => {
        // Where the database is away nothing is told meanwhile either.
        const may = await stillMay().catch(() => true)
        if (!may) end()
        else if (open.has(end)) send(':\n\n')
      }, HEARTBEAT_MS)
      // One that its reader has left is closed already.
      end = (isLeft = false) => {
        if (!open.delete(end)) return
        stop()
        clearInterval(heartbeat)
        if (!isLeft) controller.close()
      }
      open.add(end)
      gone.addEventListener('abort', () => end(true))
      send('retry: 1000\n\n')
    },
    cancel: () => end(true),
  })
}

async function answering(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    return problem(error, (await currentVia()).requestId)
  }
}
