import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertBooking } from '../../db/testing/booking'
import { ownerQuery, rawAs } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import { Refusal } from '../../errors'
import { type BookingStatus, canStaffCancel, stateAfter, stepsFrom } from '../rules'
import type { Step } from '../schema'
import { cancelBooking } from './cancel'
import { takeStep } from './step'

const STATES = [
  ...(['requested', 'held', 'confirmed', 'arrived', 'in_progress'] as const),
  ...(['completed', 'cancelled', 'no_show', 'expired'] as const),
]

/** The states a booking may go to, by the rules of the application. */
function after(status: BookingStatus): BookingStatus[] {
  const steps = stepsFrom(status).map((step) => stateAfter(status, step) as BookingStatus)
  const waiting = status === 'requested' ? (['held', 'confirmed', 'expired'] as const) : []
  const held = status === 'held' ? (['confirmed', 'cancelled', 'expired'] as const) : []
  return [...steps, ...waiting, ...held, ...(canStaffCancel(status) ? (['cancelled'] as const) : [])]
}

/** Where a booking ends that is told to go from state to state, if every jump that is none of these is refused. */
const endOf = (first: BookingStatus, wanted: readonly BookingStatus[]) =>
  wanted.reduce((status, next) => (after(status).includes(next) ? next : status), first)

/** Walks a booking's row through each sequence in the database, a refused step leaving it as it was; every walk is taken back after. */
const WALKS = `CREATE FUNCTION pg_temp.walk(p_booking uuid, p_walks jsonb) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE walk jsonb; wanted text; status text; ends text[] := '{}';
BEGIN
  FOR walk IN SELECT * FROM jsonb_array_elements(p_walks) LOOP
    BEGIN
      SET LOCAL session_replication_role = replica;
      UPDATE booking b SET status = (walk->>0)::booking_status, cancelled_at = CASE walk->>0 WHEN 'cancelled' THEN now() END, request_expires_at = now() WHERE b.id = p_booking;
      SET LOCAL session_replication_role = origin;
      FOR wanted IN SELECT * FROM jsonb_array_elements_text(walk->1) LOOP
        BEGIN
          UPDATE booking b SET status = wanted::booking_status, cancelled_at = CASE wanted WHEN 'cancelled' THEN now() END WHERE b.id = p_booking;
        EXCEPTION WHEN SQLSTATE 'AR409' THEN NULL;
        END;
      END LOOP;
      SELECT b.status INTO status FROM booking b WHERE b.id = p_booking;
      RAISE EXCEPTION 'taken back' USING ERRCODE = 'AR999';
    EXCEPTION WHEN SQLSTATE 'AR999' THEN NULL;
    END;
    ends := ends || status;
  END LOOP;
  RETURN ends;
END $$;`

test('the database lets a booking go where the rules let it, in 10,000 random walks, and nowhere else (A16)', async () => {
  const world = await makeClinic()
  const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  const walk = fc.tuple(
    fc.constantFrom<BookingStatus>(...STATES),
    fc.array(fc.constantFrom<BookingStatus>(...STATES), { minLength: 1, maxLength: 6 }),
  )
  const walks = fc.sample(walk, 10_000)
  const unlike = (ends: readonly string[], of: typeof walks) =>
    of.flatMap(([first, wanted], n) => {
      const [is, ought] = [ends[n], endOf(first, wanted)]
      return is === ought ? [] : [{ first, wanted, is, ought }]
    })
  expect(unlike(await allowed(walks), walks)).toEqual([])
  // And it is the trigger that asks: a part of them with a real row.
  const some = walks.slice(0, 600)
  expect(unlike(await walkInDatabase(booking.id, some), some)).toEqual([])
})

test('whatever the desk presses, in any order, each press is done or refused as the rules say (A16)', async () => {
  const world = await makeClinic({ hours: [[0, 1440]] })
  const presses = fc.sample(
    fc.array(fc.constantFrom<Press>('arrive', 'start', 'complete', 'no_show', 'undo', 'cancel'), {
      minLength: 1,
      maxLength: 6,
    }),
    30,
  )
  for (const [n, sequence] of presses.entries()) {
    const { id: bookingId } = await insertBooking(world, {
      startsAt: new Date(world.at(3, '00:00').getTime() + n * 1_800_000),
    })
    const state: State = { status: 'confirmed', version: 1 }
    for (const press of sequence) {
      const ought = stateOn(press, state.status)
      expect([sequence, press, await isDone(press, bookingId, state, world)]).toEqual([
        ...[sequence, press, ought !== null],
      ])
      if (ought) Object.assign(state, { status: ought, version: state.version + 1 })
    }
    const [row] = await ownerQuery('SELECT status::text, version FROM booking WHERE id = $1', [bookingId])
    expect(row).toEqual(state)
  }
})

type State = { status: BookingStatus; version: number }
type Press = Step | 'cancel'

function stateOn(press: Press, status: BookingStatus): BookingStatus | null {
  if (press !== 'cancel') return stateAfter(status, press)
  return canStaffCancel(status) ? 'cancelled' : null
}

async function isDone(press: Press, bookingId: string, { version }: State, { as }: World): Promise<boolean> {
  try {
    if (press === 'cancel') await cancelBooking(as.kim, { bookingId, version })
    else await takeStep(as.kim, { bookingId, version, step: press })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) return false
    throw error
  }
}

async function walkInDatabase(
  bookingId: string,
  walks: readonly (readonly [BookingStatus, readonly BookingStatus[]])[],
): Promise<string[]> {
  const json = JSON.stringify(walks).replaceAll("'", '')
  const rows = await rawAs<{ ends: string[] }>(
    'superuser',
    'system',
    `${WALKS} SELECT pg_temp.walk('${bookingId}', '${json}') AS ends`,
  )
  return rows[0]?.ends ?? []
}

/** Where each walk ends by what the trigger asks. */
async function allowed(walks: readonly (readonly [BookingStatus, readonly BookingStatus[]])[]) {
  const pairs = STATES.flatMap((from) => STATES.map((to) => ({ from, to })))
  const rows = await ownerQuery<{ step: string }>(
    `SELECT p->>'from' || ' ' || (p->>'to') AS step FROM jsonb_array_elements($1::jsonb) p
     WHERE booking_step_is_legal((p->>'from')::booking_status, (p->>'to')::booking_status)`,
    [JSON.stringify(pairs)],
  )
  const legal = new Set(rows.map(({ step }) => step))
  return walks.map(([first, wanted]) =>
    wanted.reduce((status, next) => (legal.has(`${status} ${next}`) ? next : status), first),
  )
}
