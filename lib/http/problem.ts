import { STATUS_CODES } from 'node:http'
import type { $ZodIssue } from 'zod/v4/core'
import { Refusal, refusal } from '../errors'
import { bugFields, log } from '../log'
import { viaOf } from './via'

/** A refusal, or a bug, as `application/problem+json` (RFC 9457). Of a bug nothing leaves but the request's id. */
export function problem(error: unknown, requestId: string): Response {
  if (error instanceof Refusal) return refused(error, requestId)
  log('error', 'route.bug', { requestId, ...bugFields(error) })
  return answer(500, { code: 'unexpected', detail: 'Something went wrong on our side.', requestId })
}

/** The answer of an address that nobody has. */
export function unknownAddress(request: Request): Response {
  return problem(refusal('not_found'), viaOf(request.headers).requestId)
}

/** What zod found wrong as `invalid_input`: dotted field names and what to do about each. */
export function invalidInput(issues: readonly $ZodIssue[]): Refusal {
  return refusal('invalid_input', Object.fromEntries(issues.flatMap((issue) => fieldsOf(issue, []))))
}

function refused(error: Refusal, requestId: string): Response {
  const { code, status, say, fields, facts } = error
  const { retryAfterSeconds, ...others } = facts
  const some = Object.keys(fields).length > 0 && { fields }
  return answer(
    status,
    { code, detail: say, ...some, ...others, requestId },
    retryAfter(status, retryAfterSeconds),
  )
}

function answer(
  status: number,
  body: { code: string } & Record<string, unknown>,
  headers: Record<string, string> = {},
) {
  const { code, ...rest } = body
  const named = {
    type: `urn:anteroom:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...rest,
  }
  return new Response(JSON.stringify(named), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  })
}

/** Seconds before another try makes sense, where the refusal does not say. */
const PATIENCE: Record<number, number> = { 429: 10, 503: 5 }

function retryAfter(status: number, seconds: unknown): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer' }
  const wait = typeof seconds === 'number' ? seconds : PATIENCE[status]
  return wait === undefined ? {} : { 'Retry-After': String(wait) }
}

function fieldsOf(issue: $ZodIssue, above: readonly PropertyKey[]): [string, string][] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => [[...path, key].join('.'), 'This field is not known here'])
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of several shapes, the one that was nearly met is the one that was meant.
    const [nearest = []] = issue.errors.toSorted((a, b) => a.length - b.length)
    return nearest.flatMap((inner) => fieldsOf(inner, path))
  }
  return [[path.join('.') || 'body', issue.message]]
}
