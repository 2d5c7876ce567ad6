import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, test } from 'vitest'
import { schemaChecker } from '@/lib/http/testing'
import { GET } from './openapi.json/route'

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
  test('is valid OpenAPI 3.1, of eleven endpoints', async () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
    expect(operations).toHaveLength(11)
  })

  test('would not be valid with a response that has no words, or a reference to nothing', async () => {
    const broken = structuredClone(document)
    Reflect.deleteProperty(broken.paths['/api/v1/clinics']?.get?.responses['200'] ?? {}, 'description')
    expect((await new Validator().validate(broken)).valid).toBe(false)
    const dangling = structuredClone(document)
    Reflect.deleteProperty(dangling.components.schemas, 'Problem')
    expect((await new Validator().validate(dangling)).valid).toBe(false)
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

  test('says of each endpoint what it answers when it is asked too much, or when we are broken', () => {
    for (const [, { responses }] of operations)
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '503', '500']))
  })

  // The validator looks at the document around the schemas; that each is JSON Schema 2020-12, a strict compiler of it says.
  test('uses JSON Schema 2020-12 only: known words and formats, patterns that compile', () => {
    const { components } = document
    const schemas = operations.flatMap(([, { parameters = [], requestBody, responses }]) => [
      ...parameters.map(({ schema }) => schema),
      ...[requestBody, ...Object.values(responses)].flatMap((it) =>
        Object.values(it?.content ?? {}).map(({ schema }) => schema),
      ),
    ])
    expect(schemas.length).toBeGreaterThan(operations.length)
    for (const schema of schemas) expect(schemaChecker(schema, components)).toBeTypeOf('function')
    expect(() => schemaChecker({ type: 'string', maxLenght: 3 }, components)).toThrow()
  })

  test('asks for the manage token where a booking is touched, for a key where forms are handed in, and nowhere else', () => {
    const keyed = (path: string) => (path.endsWith('/submissions') ? [{ apiKey: [] }] : undefined)
    for (const [path, { security }] of operations)
      expect(security).toEqual(path.startsWith('/api/v1/bookings/') ? [{ manageToken: [] }] : keyed(path))
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
