import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { type RefusalCode, refusal } from '../errors'
import type { AnySpec, Route } from './route'

type Json = Record<string, unknown>
/** Path (with `{names}`) → method → handler. */
export type Routes = Record<string, Partial<Record<'GET' | 'POST', Route>>>

/** The OpenAPI 3.1 description of endpoints, made from the schemas and words they run by. */
export function describeRoutes(title: string, version: string, routes: Routes): Json {
  const paths = Object.entries(routes).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, route]) => [
      method.toLowerCase(),
      { operationId: operationId(method, path), ...operation(route.spec) },
    ])
    return [path, Object.fromEntries(operations)]
  })
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description: 'Times in answers carry an offset; instants in any offset are accepted.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        manageToken: { type: 'http', scheme: 'bearer', description: 'The `manageToken` of a booking' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the clinic' },
      },
    },
  }
}

function operation(spec: AnySpec): Json {
  const parameters = [
    ...parametersOf(spec.params, 'path'),
    ...parametersOf(spec.query, 'query'),
    ...(spec.isIdempotent ? [IDEMPOTENCY_KEY] : []),
  ]
  return {
    summary: spec.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(spec.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(spec.body, 'input') } },
      },
    }),
    responses: responsesOf(spec),
    ...(spec.as === 'link' && { security: [{ manageToken: [] }] }),
    ...(spec.as === 'key' && { security: [{ apiKey: [] }] }),
  }
}

function responsesOf(spec: AnySpec): Json {
  const status = spec.status ?? 200
  const answer = {
    description: STATUS_CODES[status],
    content: { 'application/json': { schema: jsonSchema(spec.answer, 'output') } },
  }
  const refusals = Object.entries(codesByStatus(spec)).map(([code, names]) => [
    code,
    {
      description: names.map((name) => `\`${name}\``).join(', '),
      content: PROBLEM_CONTENT,
      ...(isForLater(code) && { headers: RETRY_AFTER }),
    },
  ])
  return {
    [status]: answer,
    ...Object.fromEntries(refusals),
    500: { description: '`unexpected`', content: PROBLEM_CONTENT },
  }
}

/** What the plumbing refuses by itself, and what the endpoint says it refuses. */
function codesByStatus(spec: AnySpec): Record<string, RefusalCode[]> {
  const codes = new Set<RefusalCode>(['too_many_requests', 'busy', 'database_down', ...(spec.refuses ?? [])])
  if (spec.params || spec.query || spec.body) codes.add('invalid_input')
  if (spec.body) codes.add('malformed').add('body_too_large')
  if (spec.isIdempotent) codes.add('idempotency_key_required')
  if (spec.as === 'key') codes.add('not_signed_in').add('not_allowed')
  if (spec.as === 'link')
    for (const code of ['not_signed_in', 'bad_link', 'link_expired', 'not_found'] as const) codes.add(code)
  const grouped: Record<string, RefusalCode[]> = {}
  for (const code of codes) {
    const { status } = refusal(code)
    grouped[status] = [...(grouped[status] ?? []), code]
  }
  return grouped
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: inner,
  }))
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      // A field that must not be there.
      if (zodSchema._zod.def.type === 'undefined') made.not = {}
    },
  })
  return rest
}

function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/api\/(v1\/)?/, '')
    .split(/[/{}.-]+/)
    .filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

const isForLater = (status: string) => status === '429' || status === '503'
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 0 } } }
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Made by the client, new for each thing it wants done; sent again, it gets the first answer again.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}
const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    requestId: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
}
const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
