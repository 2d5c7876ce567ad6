import { expect, test, vi } from 'vitest'
import { now } from '../../clock'
import { insertBooking } from '../../db/testing/booking'
import { ownerQuery } from '../../db/testing/raw'
import { absenceRows, makeSickDay, type SickDay } from '../../db/testing/sick-day'
import { makeClinic } from '../../db/testing/world'
import { absenceOf, sceneOf } from '../queries/away'
import { listRebookings, readRebooking } from '../queries/rebookings'
import { planTimes } from '../rules/away'
import type { SendProposalsInput } from '../schema/away'
import { sendProposals } from './away'

/** The plan as the page shows it, sent unchanged. */
async function planned({ world, period }: SickDay): Promise<SendProposalsInput> {
  const scene = await sceneOf(world.as.kim, await absenceOf(world.as.kim, period))
  const plans = planTimes(scene.displaced, scene.absence, scene.engaged, now())
  return {
    ...{ ...period, keepHours: 24 },
    become: Object.fromEntries(plans.map(({ id, time }) => [id, time])),
    version: Object.fromEntries(scene.displaced.map(({ id, version }) => [id, version])),
  }
}

const times = (rows: Awaited<ReturnType<typeof absenceRows>>) =>
  new Set(rows.proposals.map(({ practitionerId, startsAt }) => `${practitionerId} ${startsAt}`))

test('a sick day of thirty is proposed thirty different times, each kept, each patient told once', async () => {
  const day = await makeSickDay(30)
  const sent = await sendProposals(day.world.as.kim, await planned(day))
  expect(sent).toMatchObject({ told: 30, replaced: [], missed: [] })
  const rows = await absenceRows(day.world)
  expect(rows).toMatchObject({ rebookings: 1, leaves: 1, told: 30, holds: 30 })
  expect(times(rows).size).toBe(30)
  expect(new Set(rows.proposals.map(({ bookingId }) => bookingId)).size).toBe(30)
  const list = await readRebooking(day.world.as.kim, sent.rebookingId)
  expect(list).toMatchObject({ toDo: 0, waiting: 30 })
  // Nobody is booked in the leave from now on, and what stands there stands until it is answered.
  expect(
    await ownerQuery(`SELECT 1 FROM booking WHERE clinic_id = $1 AND status = 'confirmed'`, [
      day.world.clinic.id,
    ]),
  ).toHaveLength(31)
})

test('pressed twice and by two at once, it is one leave, one list, one time and one message each', async () => {
  const day = await makeSickDay(12)
  const input = await planned(day)
  const { kim, ines } = day.world.as
  const sent = await Promise.all([kim, kim, ines].map((actor) => sendProposals(actor, input)))
  expect(new Set(sent.map(({ rebookingId }) => rebookingId)).size).toBe(1)
  expect(sent.reduce((sum, { told }) => sum + told, 0)).toBe(12)
  const rows = await absenceRows(day.world)
  expect(rows).toMatchObject({ rebookings: 1, leaves: 1, told: 12, holds: 12 })
  expect(times(rows).size).toBe(12)
  // And once more, later.
  expect(await sendProposals(kim, input)).toMatchObject({ told: 0, replaced: [], missed: [] })
  expect(await absenceRows(day.world)).toEqual(rows)
})

test('a time that was taken meanwhile is replaced by the next, and that is said', async () => {
  const day = await makeSickDay(3)
  const input = await planned(day)
  const [first] = day.bookings
  const wish = input.become[first?.id ?? '']
  if (!wish || wish === 'cancel') throw new Error('no time was planned')
  await insertBooking(day.world, {
    ...{ startsAt: wish.startsAt, practitionerId: wish.practitionerId, patientId: day.world.patients.ben },
  })
  const sent = await sendProposals(day.world.as.kim, input)
  expect(sent).toMatchObject({ told: 3, replaced: [first?.id], missed: [] })
  const rows = await absenceRows(day.world)
  expect(times(rows).size).toBe(3)
  expect(times(rows).has(`${wish.practitionerId} ${wish.startsAt.toISOString()}`)).toBe(false)
})

test('one is left out and one cancelled with an apology, free of charge; the leave that is there is not entered again', async () => {
  const day = await makeSickDay(3)
  const { world, bookings } = day
  const input = await planned(day)
  const [first, second] = bookings.map(({ id }) => id) as [string, string]
  const become = { ...input.become, [first]: null, [second]: 'cancel' as const }
  const sent = await sendProposals(world.as.kim, { ...input, become })
  expect(sent.told).toBe(2)
  const { items } = await readRebooking(world.as.kim, sent.rebookingId)
  const stateOf = (id: string) => items.find((item) => item.id === id)?.state
  expect([stateOf(first), stateOf(second)]).toEqual(['left', 'cancelled'])
  const [row] = await ownerQuery(
    `SELECT status, cancel_fee_cents, (SELECT count(*)::int FROM calendar_claim c WHERE c.booking_id = b.id) AS claims FROM booking b WHERE id = $1`,
    [second],
  )
  expect(row).toEqual({ status: 'cancelled', cancel_fee_cents: 0, claims: 0 })
  // The rest, later: the same list, the same leave.
  const again = await planned(day)
  expect(Object.keys(again.become)).toEqual([first])
  expect((await sendProposals(world.as.ines, again)).rebookingId).toBe(sent.rebookingId)
  expect(await absenceRows(world)).toMatchObject({ rebookings: 1, leaves: 1, told: 3 })
})

test('two who were given the same time are told apart before anything is sent', async () => {
  const day = await makeSickDay(2)
  const input = await planned(day)
  const [first, second] = day.bookings.map(({ id }) => id) as [string, string]
  const both = { ...input, become: { ...input.become, [second]: input.become[first] ?? null } }
  await expect(sendProposals(day.world.as.kim, both)).rejects.toMatchObject({
    ...{ code: 'invalid_input', fields: { [`become.${second}`]: expect.stringContaining('choose another') } },
  })
  expect(await absenceRows(day.world)).toMatchObject({ rebookings: 0, leaves: 0, told: 0 })
})

test('a patient with two appointments is told of both in one message, and is never in two places', async () => {
  const day = await makeSickDay(1)
  const [patientId] = day.patients as [string]
  const startsAt = day.world.at(7, '11:00')
  await insertBooking(day.world, { startsAt, patientId })
  await sendProposals(day.world.as.kim, await planned(day))
  const rows = await absenceRows(day.world)
  expect(rows).toMatchObject({ told: 1, holds: 2 })
  expect(new Set(rows.proposals.map((one) => one.startsAt)).size).toBe(2)
})

test('looking costs as many round trips for thirty as for three, and sends nothing', async () => {
  const count = async (bookings: number) => {
    const day = await makeSickDay(bookings)
    const { default: pg } = await import('pg')
    const query = vi.spyOn(pg.Client.prototype, 'query')
    await planned(day)
    const asked = query.mock.calls.length
    query.mockRestore()
    expect(await absenceRows(day.world)).toMatchObject({ rebookings: 0, leaves: 0, told: 0, holds: 0 })
    return asked
  }
  expect(await count(30)).toBe(await count(3))
})

test('is not for another clinic, nor for patients, nor for a colleague’s leave without the right to enter it', async () => {
  const [day, other] = [await makeSickDay(2), await makeClinic()]
  const input = await planned(day)
  await expect(sendProposals(other.as.kim, input)).rejects.toThrow('not_found')
  await expect(sendProposals(day.world.as.noor, input)).rejects.toThrow('not_found')
  await expect(sendProposals(day.world.as.ada as never, input)).rejects.toThrow('not_found')
  const { rebookingId } = await sendProposals(day.world.as.mora, input)
  await expect(readRebooking(other.as.kim, rebookingId)).rejects.toThrow('not_found')
  expect(await listRebookings(other.as.kim)).toEqual([])
  expect(await listRebookings(day.world.as.kim)).toMatchObject([{ id: rebookingId, waiting: 2 }])
})
