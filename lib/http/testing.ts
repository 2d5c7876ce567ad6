import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import formats from 'ajv-formats'
import { newId } from '../ids'
import { describeRoutes } from './openapi'
import type { Route } from './route'
import { writeStamp } from './via'

/** Calls of route handlers as the server makes them, for tests. Every answer is held to what the API's description says of it. */

let address = 0

type Params = { slug: string } | { reference: string }

/** A GET of a route, as a stranger from an address of their own. */
export function get(
  route: Route,
  query: string,
  params: Params = { slug: '' },
  headers: Record<string, string> = {},
) {
  return answerOf(route, params, new Request(`http://portal.test/${query}`, { headers: stamped(headers) }))
}

/** A POST of a JSON body, with a fresh idempotency key unless one is given. */
export function post(route: Route, body: unknown, params: Params, headers: Record<string, string> = {}) {
  return send(route, JSON.stringify(body), params, headers)
}

/** A POST of any body. */
export function send(route: Route, body: BodyInit, params: Params, headers: Record<string, string> = {}) {
  const all = { 'content-type': 'application/json', 'idempotency-key': newId(), ...headers }
  const init = { method: 'POST', body, headers: stamped(all), duplex: 'half' }
  return answerOf(route, params, new Request('http://portal.test/', init as RequestInit))
}

/** Each request from another address, or the limits would be what is tested. */
function stamped({ 'x-test-address': from, ...headers }: Record<string, string>) {
  address++
  return { ...headers, 'x-anteroom-via': writeStamp(from ?? `203.0.113.${address % 250}`) }
}

async function answerOf(route: Route, params: Params, request: Request) {
  const given = 'slug' in params ? { slug: params.slug } : { reference: params.reference }
  const answer = await route(request, { params: Promise.resolve(given.slug === '' ? {} : given) })
  const type = answer.headers.get('content-type')
  const body = (await answer.json()) as unknown
  const isDescribed = describedAnswer(route, answer.status, type)
  if (!isDescribed(body))
    throw new Error(`${answer.status} is not as described: ${JSON.stringify(isDescribed.errors)}`)
  return { status: answer.status, type, headers: answer.headers, body }
}

type Described = {
  paths: { '/': { get: { responses: Record<string, { content: Record<string, { schema: object }> }> } } }
  components: object
}

function describedAnswer(route: Route, status: number, type: string | null): ValidateFunction {
  const { paths, components } = describeRoutes('', '', { '/': { GET: route } }) as unknown as Described
  const described = paths['/'].get.responses[status]?.content[type ?? '']
  if (!described) throw new Error(`The description knows no answer ${status} of type ${type}`)
  return schemaChecker(described.schema, components)
}

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false })
formats.default(ajv)
ajv.addKeyword('components')

/** Checks values by a schema of an OpenAPI document (JSON Schema 2020-12). Throws where the schema itself is none. */
export function schemaChecker(schema: object, components: object): ValidateFunction {
  return ajv.compile({ ...schema, components })
}
