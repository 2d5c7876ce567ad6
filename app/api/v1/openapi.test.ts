import { beforeAll, describe, expect, test } from 'vitest'
import { GET } from './openapi.json/route'

// What the OpenAPI 3.1.1 specification requires of a document like ours (sections 4.8), checked by hand: no validator is installed.

type Json = Record<string, unknown>
type Parameter = { name: string; in: string; required: boolean; schema: Json }
type Operation = {
  operationId: string
  summary: string
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> }
  responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>
  security?: Record<string, unknown[]>[]
}
type Document = {
  openapi: string
  info: Json
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Json; securitySchemes: Record<string, Json> }
}

let document: Document
let operations: [path: string, Operation][]
beforeAll(async () => {
  document = (await GET().json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation): [string, Operation] => [path, operation]),
  )
})

describe('the description', () => {
  test('is OpenAPI 3.1 with a title, a version and ten endpoints', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({ title: 'Anteroom', version: '1' })
    expect(operations).toHaveLength(10)
  })

  test('names each operation once', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => /^[a-z][A-Za-z0-9]+$/.test(id))).toBe(true)
  })

  test('declares exactly the parameters of each path, as required', () => {
    for (const [path, { parameters = [] }] of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
      expect(inPath.every(({ required }) => required)).toBe(true)
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  test('describes each response by a status, words and a schema', () => {
    for (const [, { responses }] of operations) {
      expect(Object.keys(responses).every((status) => /^[1-5]\d\d$/.test(status))).toBe(true)
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '503', '500']))
      for (const { description, content } of Object.values(responses)) {
        expect(description).not.toBe('')
        for (const [type, { schema }] of Object.entries(content)) {
          expect(type).toMatch(/^application\/(problem\+)?json$/)
          expect(schema).toBeTypeOf('object')
        }
      }
    }
  })

  test('uses JSON Schema 2020-12 only: known words, whole references, patterns that compile', () => {
    for (const schema of schemasIn(document)) {
      for (const word of Object.keys(schema)) expect(WORDS).toContain(word)
      if (typeof schema.pattern === 'string')
        expect(() => new RegExp(schema.pattern as string, 'u')).not.toThrow()
      if (typeof schema.$ref === 'string') expect(schema.$ref).toBe('#/components/schemas/Problem')
    }
  })

  test('asks for the manage token where a booking is touched, and nowhere else', () => {
    for (const [path, { security }] of operations)
      expect(security).toEqual(path.startsWith('/api/v1/bookings/') ? [{ manageToken: [] }] : undefined)
    expect(document.components.securitySchemes.manageToken).toMatchObject({ type: 'http', scheme: 'bearer' })
  })

  test('says that a booking takes a visit or a hold, and no field besides', () => {
    const { requestBody, parameters } = document.paths['/api/v1/clinics/{slug}/bookings']!.post as Operation
    const shapes = requestBody?.content['application/json']?.schema.anyOf as Json[]
    expect(shapes.map(({ required }) => required)).toEqual([
      ['holdId', 'patient'],
      ['service', 'type', 'startsAt', 'practitionerId', 'locationId', 'mode', 'patient'],
    ])
    expect(shapes.every(({ additionalProperties }) => additionalProperties === false)).toBe(true)
    expect(parameters?.find(({ name }) => name === 'Idempotency-Key')?.required).toBe(true)
  })
})

const WORDS = [
  ...[
    '$ref',
    'type',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'anyOf',
    'oneOf',
    'allOf',
    'not',
    'enum',
    'const',
  ],
  ...[
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'description',
    'default',
    'minItems',
    'maxItems',
  ],
]

/** Every schema of the document, inner ones included. */
function schemasIn(value: unknown, isSchema = false): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => schemasIn(item, isSchema))
  if (typeof value !== 'object' || value === null) return []
  const object = value as Json
  const inner = Object.entries(object).flatMap(([key, child]) => {
    if (key === 'properties' || key === 'schemas')
      return Object.values(child as Json).flatMap((one) => schemasIn(one, true))
    const holdsSchemas = [
      'schema',
      'items',
      'anyOf',
      'oneOf',
      'allOf',
      'not',
      'additionalProperties',
    ].includes(key)
    return schemasIn(child, holdsSchemas)
  })
  return isSchema ? [object, ...inner] : inner
}
