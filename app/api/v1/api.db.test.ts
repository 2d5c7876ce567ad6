import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { slotsAnswer } from '@/lib/availability/schema'
import {
  bookedAnswer,
  bookingAnswer,
  cancelledAnswer,
  holdAnswer,
  movedAnswer,
} from '@/lib/booking/schema/api'
import { clinicsAnswer, practitionersAnswer, servicesAnswer } from '@/lib/clinics/schema'
import { ownerQuery } from '@/lib/db/testing/raw'
import { makeClinic, type World } from '@/lib/db/testing/world'
import { get, post, send } from '@/lib/http/testing'
import { newId } from '@/lib/ids'
import { isoWithOffset, localDate } from '@/lib/time'
import { POST as cancel } from './bookings/[reference]/cancel/route'
import { POST as move } from './bookings/[reference]/move/route'
import { GET as booking } from './bookings/[reference]/route'
import { POST as book } from './clinics/[slug]/bookings/route'
import { POST as hold } from './clinics/[slug]/holds/route'
import { GET as practitioners } from './clinics/[slug]/practitioners/route'
import { GET as services } from './clinics/[slug]/services/route'
import { GET as nextSlots } from './clinics/[slug]/slots/next/route'
import { GET as slots } from './clinics/[slug]/slots/route'
import { GET as clinics } from './clinics/route'
import { GET as openapi } from './openapi.json/route'

let world: World
beforeAll(async () => {
  world = await makeClinic()
})

const guest = { firstName: 'Nia', lastName: 'Ward', dateOfBirth: '1990-05-01', phone: '0491 570 156' }
const visitAt = (days: number, wall: string) => ({
  ...{ service: 'gp', type: 'follow_up', mode: 'in_person' },
  startsAt: isoWithOffset(world.at(days, wall), 'Australia/Sydney'),
  ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
})

describe('answers conform to what the description says:', () => {
  test('clinics, services, practitioners', async () => {
    const all = clinicsAnswer.parse((await get(clinics, '/api/v1/clinics')).body)
    expect(
      all.clinics.find(({ slug }) => slug === world.clinic.slug)?.locations.map(({ name }) => name),
    ).toEqual(['Harbour Street', 'Telehealth'])
    const offered = servicesAnswer.parse((await get(services, '', world.clinic)).body)
    expect(offered.services[0]).toEqual({
      ...{
        code: 'gp',
        name: 'GP appointment',
        category: 'General practice',
        modes: ['in_person', 'video'],
        currency: 'AUD',
      },
      ...{ initial: { minutes: 40, priceCents: 12_000 }, followUp: { minutes: 20, priceCents: 6500 } },
    })
    const who = practitionersAnswer.parse((await get(practitioners, '?service=nurse', world.clinic)).body)
    expect(who.practitioners.map(({ name }) => name)).toEqual(['Noor Haddad'])
  })

  test('slots, with the offset of the location, and the next three', async () => {
    const date = localDate(world.at(9, '09:00'), 'Australia/Sydney')
    const query = `?service=gp&type=initial&from=${date}&to=${date}&mode=in_person`
    const found = slotsAnswer.parse((await get(slots, query, world.clinic)).body)
    expect(found.timeZone).toBe('Australia/Sydney')
    expect(found.slots.map(({ startsAt }) => startsAt.slice(0, 16))).toContain(`${date}T09:00`)
    expect(found.slots[0]?.startsAt).toBe(isoWithOffset(world.at(9, '09:00'), 'Australia/Sydney'))
    expect(found.slots[0]?.endsAt).toBe(isoWithOffset(world.at(9, '09:40'), 'Australia/Sydney'))
    const next = slotsAnswer.parse((await get(nextSlots, '?service=gp&type=follow_up', world.clinic)).body)
    expect(next.slots).toHaveLength(3)
  })

  test('hold, book by the hold, see, move, cancel', async () => {
    const held = await post(hold, visitAt(4, '10:00'), world.clinic)
    expect(held.status).toBe(201)
    const { holdId } = holdAnswer.parse(held.body)
    expect(await post(hold, visitAt(4, '10:00'), world.clinic)).toMatchObject({
      status: 409,
      body: { code: 'slot_taken' },
    })

    const booked = await post(book, { holdId, patient: guest }, world.clinic)
    expect(booked.status).toBe(201)
    const { reference, manageToken, startsAt, amountDueCents } = bookedAnswer.parse(booked.body)
    expect([startsAt, amountDueCents]).toEqual([visitAt(4, '10:00').startsAt, 6500])

    const bearer = { authorization: `Bearer ${manageToken}` }
    const seen = bookingAnswer.parse((await get(booking, '', { reference }, bearer)).body)
    expect(seen).toMatchObject({ reference, status: 'confirmed', canChange: true, service: { code: 'gp' } })
    expect(JSON.stringify(seen)).not.toContain('Ward')

    const moved = await post(move, { startsAt: visitAt(4, '11:00').startsAt }, { reference }, bearer)
    expect(movedAnswer.parse(moved.body)).toMatchObject({ reference, startsAt: visitAt(4, '11:00').startsAt })
    const cancelled = await post(cancel, {}, { reference }, bearer)
    expect([cancelled.status, cancelledAnswer.parse(cancelled.body)]).toEqual([
      200,
      { status: 'cancelled', feeCents: 0 },
    ])
  })
})

describe('a request is refused', () => {
  test('with a problem that names the field', async () => {
    const sent = { ...visitAt(5, '10:00'), patient: { ...guest, lastName: '' }, colour: 'red' }
    const { status, body, type } = await post(book, sent, world.clinic)
    expect([status, type]).toEqual([422, 'application/problem+json'])
    expect(body).toEqual({
      ...{
        type: 'urn:anteroom:problem:invalid_input',
        title: 'Unprocessable Entity',
        status: 422,
        code: 'invalid_input',
      },
      ...{ detail: 'Check what you entered.', requestId: expect.any(String) },
      fields: { 'patient.lastName': 'Enter your last name', colour: 'This field is not known here' },
    })
  })

  test.each([
    [
      'a time outside the hours',
      422,
      'outside_hours',
      () => post(book, { ...visitAt(5, '18:00'), patient: guest }, world.clinic),
    ],
    ['a clinic nobody knows', 404, 'not_found', () => post(hold, visitAt(5, '10:00'), { slug: 'nowhere' })],
    [
      'no idempotency key',
      400,
      'idempotency_key_required',
      () => post(book, {}, world.clinic, { 'idempotency-key': '' }),
    ],
    [
      'a long idempotency key',
      422,
      'invalid_input',
      () => post(book, {}, world.clinic, { 'idempotency-key': 'k'.repeat(256) }),
    ],
    ['JSON cut short', 400, 'malformed', () => send(hold, '{"service":', world.clinic)],
    [
      'bytes that are not UTF-8',
      400,
      'malformed',
      () => send(hold, new Uint8Array([0x7b, 0xff, 0x7d]), world.clinic),
    ],
    [
      'a form',
      400,
      'malformed',
      () => send(hold, 'service=gp', world.clinic, { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    ['a list for an object', 422, 'invalid_input', () => post(hold, [], world.clinic)],
    ['more than 64 KiB', 413, 'body_too_large', () => post(hold, { pad: 'x'.repeat(65_536) }, world.clinic)],
    [
      'more than 64 KiB under a small Content-Length',
      413,
      'body_too_large',
      () => send(hold, stream(70_000), world.clinic, { 'content-length': '10' }),
    ],
    [
      'a parameter given twice',
      422,
      'invalid_input',
      () => get(slots, '?service=gp&service=gp&type=initial&from=2027-01-01&to=2027-01-02', world.clinic),
    ],
    [
      'a parameter we do not know',
      422,
      'invalid_input',
      () => get(slots, '?service=gp&type=initial&from=2027-01-01&to=2027-01-02&zone=UTC', world.clinic),
    ],
    [
      '63 days',
      422,
      'invalid_input',
      () => get(slots, '?service=gp&type=initial&from=2027-01-01&to=2027-03-04', world.clinic),
    ],
    [
      'a date that is not',
      422,
      'invalid_input',
      () => get(slots, '?service=gp&type=initial&from=2027-02-29&to=2027-03-01', world.clinic),
    ],
    ['no token', 401, 'not_signed_in', () => get(booking, '', { reference: 'ABCDEFGH' })],
    [
      'a token nobody made',
      404,
      'bad_link',
      () => get(booking, '', { reference: 'ABCDEFGH' }, { authorization: `Bearer ${'x'.repeat(43)}` }),
    ],
  ] as const)('%s', async (_, status, code, sent) => {
    const answer = await sent()
    expect([answer.status, (answer.body as { code: string }).code, answer.type]).toEqual([
      status,
      code,
      'application/problem+json',
    ])
  })

  test('for another booking than the token’s', async () => {
    const [mine, other] = await Promise.all(
      ['09:00', '09:20'].map(async (wall) =>
        bookedAnswer.parse((await post(book, { ...visitAt(6, wall), patient: guest }, world.clinic)).body),
      ),
    )
    const bearer = { authorization: `Bearer ${mine?.manageToken}` }
    const params = { reference: other?.reference ?? '' }
    for (const answer of [
      await get(booking, '', params, bearer),
      await post(move, { startsAt: visitAt(6, '11:00').startsAt }, params, bearer),
      await post(cancel, {}, params, bearer),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('with when to come back, at 20 bookings a minute', async () => {
    const from = { 'x-test-address': '198.51.100.77' }
    const answers = []
    for (let i = 0; i < 21; i++) answers.push(await post(book, { nonsense: i }, world.clinic, from))
    expect(answers.slice(0, 20).every(({ status }) => status === 422)).toBe(true)
    expect(answers[20]).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    expect(Number(answers[20]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('of which a bug says nothing but its number', async () => {
    await ownerQuery(`UPDATE clinic SET time_zone = 'Nowhere/Atall' WHERE id = $1`, [world.clinic.id])
    const answer = await get(slots, '?service=gp&type=initial&from=2027-01-01&to=2027-01-02', world.clinic)
    await ownerQuery(`UPDATE clinic SET time_zone = 'Australia/Sydney' WHERE id = $1`, [world.clinic.id])
    expect(answer).toMatchObject({
      status: 500,
      body: { code: 'unexpected', detail: 'Something went wrong on our side.' },
    })
    expect(JSON.stringify(answer.body)).not.toMatch(/Nowhere|time zone|at /)
  })
})

test('the same key twice is one booking and one answer', async () => {
  const sent = { ...visitAt(7, '15:10'), patient: guest }
  const key = { 'idempotency-key': newId() }
  const [first, second] = [
    await post(book, sent, world.clinic, key),
    await post(book, sent, world.clinic, key),
  ]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  const other = await post(book, { ...sent, reason: 'another' }, world.clinic, key)
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
})

test('a booking made here says that it came by the API', async () => {
  const { body } = await post(book, { ...visitAt(8, '15:30'), patient: guest }, world.clinic)
  const { reference } = bookedAnswer.parse(body)
  expect(await ownerQuery(`SELECT source::text FROM booking WHERE reference = $1`, [reference])).toEqual([
    { source: 'api' },
  ])
})

test('nothing is kept by anybody on the way', async () => {
  const answers = [await get(clinics, '/api/v1/clinics'), await get(services, '', { slug: 'nowhere' })]
  expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(['no-store', 'no-store'])
})

test('every endpoint is in the description, with the path it has', async () => {
  const files = readdirSync('app/api/v1', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/route\.ts$/.test(path) && !path.startsWith('openapi'))
    .map((path) => `/api/v1/${path.replace(/\/route\.ts$/, '').replaceAll(/\[(\w+)\]/g, '{$1}')}`)
  const { paths } = (await openapi().json()) as { paths: Record<string, unknown> }
  expect(Object.keys(paths).sort()).toEqual(files.sort())
})

function stream(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  return new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close()
      left -= 1000
      controller.enqueue(new Uint8Array(1000).fill(0x20))
    },
  })
}
