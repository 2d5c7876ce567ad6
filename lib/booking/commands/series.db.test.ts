import { afterEach, describe, expect, it } from 'vitest'
import { setClock } from '../../clock'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import type { Refusal } from '../../errors'
import { localDate, localTime } from '../../time'
import { previewSeries } from '../queries/series'
import { visitsOfSeries } from '../rules/series'
import { bookAppointment } from './book'
import { cancelBooking } from './cancel'
import { cancelFollowing, moveFollowing } from './following'
import { moveBooking } from './move'
import { bookSeries } from './series'

const SYDNEY = 'Australia/Sydney'

afterEach(() => setClock(null))

function wanted(world: World, startsAt: Date) {
  return {
    ...{ service: 'gp', type: 'follow_up' as const, mode: 'in_person' as const, startsAt, everyWeeks: 1 },
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
  }
}

const book = (world: World, dates: Date[], patientId = world.patients.ada) => {
  const { startsAt: _, ...rest } = wanted(world, dates[0] as Date)
  return bookSeries(world.as.kim, { ...rest, patientId, startsAt: dates })
}

const rowsOf = (seriesId: string) =>
  ownerQuery<{ id: string; starts_at: Date; status: string; version: number; position: number }>(
    'SELECT id, starts_at, status::text, version, series_position AS position FROM booking WHERE series_id = $1 ORDER BY series_position',
    [seriesId],
  )

describe('a series', () => {
  it('keeps its time on the wall across both changes of the clock: 52 weeks in Sydney', () => {
    const dates = visitsOfSeries(new Date('2026-11-24T22:30:00Z'), 1, { times: 52 }, SYDNEY)
    expect(dates).toHaveLength(52)
    expect(new Set(dates.map((at) => localTime(at, SYDNEY)))).toEqual(new Set(['09:30']))
    expect(new Set(dates.map((at) => at.toISOString().slice(11, 16)))).toEqual(new Set(['22:30', '23:30']))
    expect(
      visitsOfSeries(new Date('2026-11-24T22:30:00Z'), 2, { until: '2026-12-23' }, SYDNEY).map((at) =>
        localDate(at, SYDNEY),
      ),
    ).toEqual(['2026-11-25', '2026-12-09', '2026-12-23'])
  })

  it('is looked at first: which visits cannot be booked, and why', async () => {
    const world = await makeClinic()
    const [first, second] = visitsOfSeries(world.at(5, '09:00'), 1, { times: 3 }, SYDNEY) as [
      Date,
      Date,
      Date,
    ]
    await bookAppointment(world.as.ben, {
      ...wanted(world, second),
      clinicSlug: world.clinic.slug,
      patientId: world.patients.ben,
      idempotencyKey: 'k',
    } as never)
    const preview = await previewSeries(world.as.kim, { ...wanted(world, first), times: 3 })
    expect(preview.map(({ refusedFor }) => refusedFor)).toEqual([null, 'slot_taken', null])
  })

  it('is booked whole, with one message for all and a booking, link and history for each', async () => {
    const world = await makeClinic()
    const dates = visitsOfSeries(world.at(5, '09:00'), 1, { times: 4 }, SYDNEY)
    const { seriesId, bookingIds } = await book(world, dates)
    expect((await rowsOf(seriesId)).map(({ starts_at, position }) => [starts_at, position])).toEqual(
      dates.map((at, n) => [at, n + 1]),
    )
    const [counts] = await ownerQuery(
      `SELECT (SELECT count(*)::int FROM outbox_message WHERE booking_id = ANY ($1::uuid[])) AS messages, (SELECT count(*)::int FROM booking_link WHERE booking_id = ANY ($1::uuid[])) AS links,
        (SELECT count(*)::int FROM booking_event WHERE booking_id = ANY ($1::uuid[])) AS events, (SELECT count(*)::int FROM calendar_claim WHERE booking_id = ANY ($1::uuid[])) AS claims`,
      [bookingIds],
    )
    expect(counts).toEqual({ messages: 1, links: 4, events: 4, claims: 4 })
  })

  it('is booked not at all where one visit conflicts, which is named', async () => {
    const world = await makeClinic()
    const dates = visitsOfSeries(world.at(5, '09:00'), 1, { times: 4 }, SYDNEY)
    await book(world, [dates[2] as Date, world.at(40, '11:00')], world.patients.ben)
    const refused = (await book(world, dates).catch((error) => error)) as Refusal
    expect(refused.code).toBe('slot_taken')
    expect(refused.facts.startsAt).toBe(dates[2]?.toISOString())
    expect(
      await ownerQuery('SELECT id FROM booking WHERE patient_id = $1 AND series_id IS NOT NULL', [
        world.patients.ada,
      ]),
    ).toEqual([])
  })

  it('crosses 49 others booked at the same moment without half of any and without a deadlock (A8)', async () => {
    const world = await makeClinic()
    const people = [world.patients.ada, world.patients.ben, world.patients.cleo, world.patients.dan]
    const deadlocks = 'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()'
    const before = await ownerQuery(deadlocks)
    // At two times of the day, each a week or two later than another, and named from either end.
    const tries = Array.from({ length: 50 }, (_, n) => {
      const from = new Date(world.at(5, n % 2 ? '09:00' : '09:20').getTime() + (n % 3) * 7 * 86_400_000)
      const dates = visitsOfSeries(from, 1, { times: 6 }, SYDNEY)
      return book(world, n % 5 < 2 ? dates : dates.toReversed(), people[n % 4])
    })
    const ended = await Promise.allSettled(tries)
    for (const one of ended)
      if (one.status === 'rejected') {
        expect(['slot_taken', 'patient_overlap', 'busy']).toContain(one.reason.code)
        if (one.reason.code === 'slot_taken') expect(one.reason.facts.startsAt).toBeTruthy()
      }
    const sizes = await ownerQuery<{ n: number }>(
      'SELECT count(*)::int AS n FROM booking WHERE clinic_id = $1 AND series_id IS NOT NULL GROUP BY series_id',
      [world.clinic.id],
    )
    expect(sizes).toHaveLength(ended.filter(({ status }) => status === 'fulfilled').length)
    expect(new Set(sizes.map(({ n }) => n))).toEqual(new Set([6]))
    expect(await ownerQuery(deadlocks)).toEqual(before)
  })
})

describe('this visit and those that follow', () => {
  it('move by the same wall time, all or none, also where they step into each other’s places', async () => {
    const world = await makeClinic()
    const dates = visitsOfSeries(world.at(5, '09:00'), 1, { times: 4 }, SYDNEY)
    const { seriesId } = await book(world, dates)
    const rows = await rowsOf(seriesId)
    const second = rows[1] as (typeof rows)[number]
    const input = { bookingId: second.id, version: 1, practitionerId: world.practitioners.mora }
    expect(await moveFollowing(world.as.kim, { ...input, startsAt: dates[2] as Date })).toEqual({ moved: 3 })
    const week = 7 * 86_400_000
    const after = (await rowsOf(seriesId)).map(({ starts_at }) => starts_at.getTime())
    expect(after.slice(0, 3)).toEqual([dates[0], dates[2], dates[3]].map((at) => (at as Date).getTime()))
    expect(after[3]).toBe((dates[3] as Date).getTime() + week)
    // One is in the way: none moves, and it is named.
    const blocked = new Date((dates[3] as Date).getTime() + 2 * 3_600_000)
    await bookAppointment(world.as.ben, {
      ...wanted(world, blocked),
      clinicSlug: world.clinic.slug,
      patientId: world.patients.ben,
      idempotencyKey: 'k',
    } as never)
    const to = new Date((dates[2] as Date).getTime() + 2 * 3_600_000)
    const refused = (await moveFollowing(world.as.kim, { ...input, version: 2, startsAt: to }).catch(
      (error) => error,
    )) as Refusal
    expect([refused.code, refused.facts.startsAt]).toEqual(['slot_taken', blocked.toISOString()])
    expect((await rowsOf(seriesId)).map(({ starts_at }) => starts_at.getTime())).toEqual(after)
  })

  it('are cancelled together, or one alone', async () => {
    const world = await makeClinic()
    const { seriesId, bookingIds } = await book(
      world,
      visitsOfSeries(world.at(5, '09:00'), 1, { times: 4 }, SYDNEY),
    )
    await cancelBooking(world.as.kim, { bookingId: bookingIds[0] as string })
    expect(
      await cancelFollowing(world.as.kim, {
        bookingId: bookingIds[2] as string,
        version: 1,
        reason: 'moved away',
      }),
    ).toEqual({ cancelled: 2 })
    expect((await rowsOf(seriesId)).map(({ status }) => status)).toEqual([
      'cancelled',
      'confirmed',
      'cancelled',
      'cancelled',
    ])
  })

  it('leave one that was moved alone where the others go, by the same shift', async () => {
    const world = await makeClinic()
    const dates = visitsOfSeries(world.at(5, '09:00'), 1, { times: 3 }, SYDNEY)
    const { seriesId, bookingIds } = await book(world, dates)
    const alone = new Date((dates[2] as Date).getTime() + 3_600_000)
    await moveBooking(world.as.kim, { bookingId: bookingIds[2] as string, startsAt: alone })
    const startsAt = new Date((dates[1] as Date).getTime() + 3_600_000)
    await moveFollowing(world.as.kim, {
      bookingId: bookingIds[1] as string,
      version: 1,
      practitionerId: world.practitioners.mora,
      startsAt,
    })
    expect((await rowsOf(seriesId)).map(({ starts_at }) => localTime(starts_at, SYDNEY))).toEqual([
      '09:00',
      '10:00',
      '11:00',
    ])
  })
})

describe('a cancellation by staff inside the notice', () => {
  it('says what becomes of the fee: it applies, or is let go with a reason', async () => {
    const world = await makeClinic({ services: { late_cancel_fee_cents: 3000, cancel_notice_hours: 24 } })
    const { bookingIds } = await book(world, visitsOfSeries(world.at(5, '09:00'), 1, { times: 3 }, SYDNEY))
    const [one, two] = bookingIds as [string, string, string]
    setClock(new Date(world.at(5, '09:00').getTime() - 3_600_000))
    await expect(cancelBooking(world.as.kim, { bookingId: one })).rejects.toThrow('invalid_input')
    await expect(cancelBooking(world.as.kim, { bookingId: one, fee: 'waive' })).rejects.toThrow(
      'invalid_input',
    )
    expect(
      (
        await cancelBooking(world.as.kim, {
          bookingId: one,
          fee: 'waive',
          feeWaivedBecause: 'a death in the family',
        })
      ).feeCents,
    ).toBe(0)
    expect((await cancelBooking(world.as.kim, { bookingId: two })).feeCents).toBe(0)
    const [row] = await ownerQuery(
      'SELECT cancel_fee_cents, fee_waived_because, late_cancel_fee_cents FROM booking WHERE id = $1',
      [one],
    )
    expect(row).toEqual({
      cancel_fee_cents: 0,
      fee_waived_because: 'a death in the family',
      late_cancel_fee_cents: 3000,
    })
  })
})
