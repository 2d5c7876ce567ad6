import type { z } from 'zod'
import { actors, type Guest, type KeyActor, type LinkActor, type Via } from '../access/actor'
import { type KeyScope, keyActor } from '../access/api-keys'
import { linkActor } from '../access/links'
import { found, type RefusalCode, refuseUnless } from '../errors'
import { readJson } from './body'
import { type LimitName, limit } from './limits'
import { invalidInput, problem } from './problem'
import { refuseSimplePosts } from './same-origin'
import { viaOf } from './via'

type Actors = { guest: Guest; link: LinkActor; key: KeyActor }
type Shape = z.ZodType

/** A JSON endpoint: what it takes, who may ask, what it answers. Its OpenAPI page is made from the same words. */
export type RouteSpec<As extends keyof Actors, P extends Shape, Q extends Shape, B extends Shape, T> = {
  summary: string
  /** `link`: the bearer of a booking's manage token; `key`: of an API key that is good for `scope` (`Authorization: Bearer …`). */
  as: As
  scope?: KeyScope
  limit: LimitName
  params?: P
  query?: Q
  body?: B
  /** May be sent twice: the `Idempotency-Key` header is required, and its value is given to `run`. */
  isIdempotent?: boolean
  status?: 200 | 201
  answer: z.ZodType
  /** What it may refuse with, besides what every endpoint may. */
  refuses?: readonly RefusalCode[]
  /** Returns the answer, or the text of it where making JSON is worth doing by hand. */
  run: (
    actor: Actors[As],
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B>; idempotencyKey: string },
  ) => Promise<T>
}

export type AnySpec = RouteSpec<keyof Actors, Shape, Shape, Shape, unknown>
type Context = { params: Promise<Record<string, string | string[] | undefined>> }
export type Route = ((request: Request, context: Context) => Promise<Response>) & { spec: AnySpec }

/**
 * A route handler of the cookie-less JSON API: limits, reads and checks the request, runs one query or command, answers JSON. Refusals
 * come out as problem+json (RFC 9457). Nothing it answers is kept by anybody, and its file says `dynamic = 'force-dynamic'`: else Next hands
 * the request through a proxy that watches what is read of it, which costs as much as our own part.
 */
export function defineRoute<
  As extends keyof Actors,
  P extends Shape = z.ZodUndefined,
  Q extends Shape = z.ZodUndefined,
  B extends Shape = z.ZodUndefined,
  T = unknown,
>(spec: RouteSpec<As, P, Q, B, T>): Route {
  const any = spec as unknown as AnySpec
  const route = async (request: Request, context: Context): Promise<Response> => {
    const via = viaOf(request.headers)
    try {
      const answer = await answerTo(any, via, request, context)
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
      return new Response(text, {
        status: spec.status ?? 200,
        headers: {
          'Content-Type': 'application/json',
          'Cache-Control': 'no-store',
          'X-Request-Id': via.requestId,
        },
      })
    } catch (error) {
      return problem(error, via.requestId)
    }
  }
  return Object.assign(route, { spec: any })
}

async function answerTo(spec: AnySpec, via: Via, request: Request, context: Context): Promise<unknown> {
  await limit(via, spec.limit)
  return spec.run(await actorOf(spec, via, request.headers), {
    params: spec.params && parsed(spec.params, await context.params),
    idempotencyKey: spec.isIdempotent ? keyOf(request.headers) : '',
    query: spec.query && parsed(spec.query, queryOf(request.url)),
    body: spec.body && parsed(spec.body, await bodyOf(request)),
  })
}

async function actorOf({ as, scope }: AnySpec, via: Via, headers: Headers): Promise<Actors[keyof Actors]> {
  if (as === 'guest') return actors.guest(via)
  const token = found(/^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1], 'not_signed_in')
  if (as === 'link') return linkActor(via, token)
  return keyActor(via, token, found(scope, 'not_allowed'))
}

/** Any printable text of up to 255 characters that the client makes. */
function keyOf(headers: Headers): string {
  const key = found(headers.get('idempotency-key') || null, 'idempotency_key_required')
  refuseUnless(/^[\x21-\x7e]{1,255}$/.test(key), 'invalid_input', {
    'Idempotency-Key': 'Send 1 to 255 characters',
  })
  return key
}

async function bodyOf(request: Request): Promise<unknown> {
  refuseSimplePosts(request.headers)
  return readJson(request)
}

function parsed(schema: Shape, value: unknown): unknown {
  const result = schema.safeParse(value)
  if (!result.success) throw invalidInput(result.error.issues)
  return result.data
}

/** A name given twice is a list, which no parameter is. */
function queryOf(url: string): Record<string, string | string[]> {
  const question = url.indexOf('?')
  if (question < 0) return {}
  const query: Record<string, string | string[]> = {}
  const given = new URLSearchParams(url.slice(question + 1))
  for (const name of new Set(given.keys())) {
    const [first = '', ...more] = given.getAll(name)
    query[name] = more.length > 0 ? [first, ...more] : first
  }
  return query
}
