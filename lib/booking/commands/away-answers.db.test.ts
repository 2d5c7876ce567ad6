import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { now, setClock } from '../../clock'
import { asActor } from '../../db/client'
import { ownerQuery, urlFor } from '../../db/testing/raw'
import { absenceRows, makeSickDay, type SickDay } from '../../db/testing/sick-day'
import { absenceOf, sceneOf } from '../queries/away'
import { getManagedBooking } from '../queries/mine'
import { readRebooking } from '../queries/rebookings'
import { planTimes } from '../rules/away'
import { sendProposals } from './away'
import { cancelBooking } from './cancel'
import { lapseProposal } from './lapse'
import { moveBooking } from './move'
import { answerProposal } from './proposals'
import { toldByPhone } from './told'

afterEach(() => setClock(null))

/** A sick day whose proposals are sent. */
async function sentDay(count: number, prepare?: (day: SickDay) => Promise<unknown>) {
  const day = await makeSickDay(count)
  await prepare?.(day)
  const { kim } = day.world.as
  const scene = await sceneOf(kim, await absenceOf(kim, day.period))
  const plans = planTimes(scene.displaced, scene.absence, scene.engaged, now())
  const { rebookingId } = await sendProposals(kim, {
    ...{ ...day.period, keepHours: 24 },
    become: Object.fromEntries(plans.map(({ id, time }) => [id, time])),
    version: Object.fromEntries(scene.displaced.map(({ id, version }) => [id, version])),
  })
  const proposalOf = async (bookingId: string) => {
    const [row] = await ownerQuery<{
      id: string
      starts_at: Date
      practitioner_id: string
      expires_at: Date
    }>(
      'SELECT id, starts_at, practitioner_id, expires_at FROM proposal WHERE booking_id = $1 ORDER BY id DESC LIMIT 1',
      [bookingId],
    )
    if (!row) throw new Error('nothing is proposed')
    return row
  }
  const listed = async (bookingId: string) =>
    (await readRebooking(kim, rebookingId)).items.find(({ id }) => id === bookingId)
  const ids = day.bookings.map(({ id }) => id) as [string, string, string]
  return { ...day, ids, rebookingId, proposalOf, listed }
}

async function bookingRow(id: string) {
  const [row] = await ownerQuery<Record<string, unknown>>(
    `SELECT reference, status, starts_at, practitioner_id, cancel_fee_cents, price_cents, version,
      (SELECT count(*)::int FROM calendar_claim c WHERE c.booking_id = b.id) AS claims,
      (SELECT array_agg(kind ORDER BY e.id) FROM booking_event e WHERE e.booking_id = b.id) AS kinds
     FROM booking b WHERE id = $1`,
    [id],
  )
  return row
}

describe('whoever has the link', () => {
  it('accepts: it is the same booking at the time that was kept, and the old time is let go', async () => {
    const day = await sentDay(2)
    const [id] = day.ids
    const before = await bookingRow(id)
    const proposal = await day.proposalOf(id)
    const view = await getManagedBooking(day.world.as.holderOf(id))
    expect(view).toMatchObject({
      isCalledOff: true,
      canChange: true,
      feeCents: 0,
      proposal: { id: proposal.id },
    })
    await answerProposal(day.world.as.holderOf(id), { proposalId: proposal.id, answer: 'accept' })
    expect(await bookingRow(id)).toMatchObject({
      ...{ reference: before?.reference, price_cents: before?.price_cents, status: 'confirmed', claims: 1 },
      ...{ starts_at: proposal.starts_at, practitioner_id: proposal.practitioner_id },
      kinds: ['booked', 'proposed', 'proposal_accepted'],
    })
    expect(await absenceRows(day.world)).toMatchObject({ holds: 1 })
    expect(await day.listed(id)).toMatchObject({ state: 'accepted' })
    expect(await getManagedBooking(day.world.as.holderOf(id))).toMatchObject({
      isCalledOff: false,
      proposal: null,
    })
  })

  it('declines: the time is free, and the desk has to call', async () => {
    const day = await sentDay(2)
    const [id] = day.ids
    const { id: proposalId } = await day.proposalOf(id)
    await answerProposal(day.world.as.holderOf(id), { proposalId, answer: 'decline' })
    expect(await absenceRows(day.world)).toMatchObject({ holds: 1 })
    expect(await day.listed(id)).toMatchObject({ state: 'declined' })
    expect(await getManagedBooking(day.world.as.holderOf(id))).toMatchObject({
      isCalledOff: true,
      proposal: null,
    })
  })

  it('cancels inside the notice, after the time itself too, and pays nothing', async () => {
    const day = await sentDay(2)
    const [first, second] = day.ids
    setClock(new Date(day.world.at(7, '07:00')))
    expect(await cancelBooking(day.world.as.holderOf(first), { bookingId: first })).toMatchObject({
      feeCents: 0,
    })
    setClock(new Date(day.world.at(7, '12:00')))
    expect(await cancelBooking(day.world.as.holderOf(second), { bookingId: second })).toMatchObject({
      feeCents: 0,
    })
    expect(await absenceRows(day.world)).toMatchObject({ holds: 0 })
    expect(await day.listed(first)).toMatchObject({ state: 'cancelled' })
  })

  it('chooses another time: what was proposed is let go, and the next late cancellation costs again', async () => {
    const day = await sentDay(2)
    const { world, ids } = day
    const startsAt = world.at(9, '10:00')
    await moveBooking(world.as.holderOf(ids[0]), { bookingId: ids[0], startsAt })
    expect(await day.listed(ids[0])).toMatchObject({ state: 'moved' })
    expect(await absenceRows(world)).toMatchObject({ holds: 1 })
    setClock(new Date(startsAt.getTime() - 3_600_000))
    expect(await cancelBooking(world.as.holderOf(ids[0]), { bookingId: ids[0] })).toMatchObject({
      feeCents: 3000,
    })
  })
})

describe('a proposal that nobody answers', () => {
  it('lapses when its time is over: the hold is let go, the appointment stands, the desk has to call', async () => {
    const day = await sentDay(2)
    const [id] = day.ids
    const { id: proposalId } = await day.proposalOf(id)
    await lapseProposal(day.world.as.system, proposalId)
    expect(await day.listed(id)).toMatchObject({ state: 'waiting' })
    setClock(new Date(now().getTime() + 25 * 3_600_000))
    expect(await day.listed(id)).toMatchObject({ state: 'lapsed' })
    await lapseProposal(day.world.as.system, proposalId)
    await lapseProposal(day.world.as.system, proposalId)
    expect(await absenceRows(day.world)).toMatchObject({ holds: 1 })
    expect(await bookingRow(id)).toMatchObject({
      ...{ status: 'confirmed', claims: 1, kinds: ['booked', 'proposed', 'proposal_lapsed'] },
    })
    const late = answerProposal(day.world.as.holderOf(id), { proposalId, answer: 'accept' })
    await expect(late).rejects.toThrow('proposal_over')
  })

  it('is either accepted or lapsed, whichever came first to the lock, and never both', async () => {
    const day = await sentDay(2)
    for (const [n, first] of (['answer', 'lapse'] as const).entries()) {
      const id = day.ids[n] as string
      const { id: proposalId, expires_at } = await day.proposalOf(id)
      const release = await holdLock(day.patients[n] as string)
      const begin = {
        answer: () => {
          setClock(new Date(expires_at.getTime() - 60_000))
          return answerProposal(day.world.as.holderOf(id), { proposalId, answer: 'accept' })
        },
        lapse: () => {
          setClock(new Date(expires_at.getTime() + 60_000))
          return lapseProposal(day.world.as.system, proposalId)
        },
      }
      const one = Promise.allSettled([begin[first]()])
      await release.whenWaiting(1)
      const other = Promise.allSettled([begin[first === 'answer' ? 'lapse' : 'answer']()])
      await release.whenWaiting(2)
      // What is claimed is claimed by the clock of the answer.
      setClock(new Date(expires_at.getTime() - 60_000))
      await release.now()
      const [[winner], [loser]] = [await one, await other]
      expect(winner?.status).toBe('fulfilled')
      const [answered] = first === 'answer' ? [winner] : [loser]
      expect(answered?.status).toBe(first === 'answer' ? 'fulfilled' : 'rejected')
      expect(await day.listed(id)).toMatchObject({ state: first === 'answer' ? 'accepted' : 'lapsed' })
      expect(await bookingRow(id)).toMatchObject({ status: 'confirmed', claims: 1 })
    }
    expect(await absenceRows(day.world)).toMatchObject({ holds: 0 })
  })
})

/** Holds the advisory lock of a patient, for whoever works on their bookings to wait for. */
async function holdLock(patientId: string) {
  const client = new pg.Client({ connectionString: urlFor('superuser') })
  await client.connect()
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [patientId])
  const waiting = async () =>
    Number(
      (
        await client.query(
          `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
      ).rows[0]?.count,
    )
  return {
    whenWaiting: async (count: number) => {
      while ((await waiting()) < count);
    },
    now: async () => {
      await client.query('COMMIT')
      await client.end()
    },
  }
}

describe('who cannot be reached', () => {
  it('has no address, or a mail that was given up: the desk calls, and accepts for them', async () => {
    const day = await sentDay(3, ({ patients }) =>
      ownerQuery('UPDATE patient SET email = NULL WHERE id = $1', [patients[0]]),
    )
    const [first, second, third] = day.ids
    await ownerQuery(
      `UPDATE outbox_message SET state = 'dead' WHERE booking_id = $1 AND kind = 'away.told'`,
      [second],
    )
    const states = await Promise.all([first, second, third].map(async (id) => (await day.listed(id))?.state))
    expect(states).toEqual(['unreachable', 'unreachable', 'waiting'])
    const { id: proposalId } = await day.proposalOf(first)
    await answerProposal(day.world.as.kim, { bookingId: first, proposalId, answer: 'accept' })
    expect(await day.listed(first)).toMatchObject({ state: 'accepted' })
    const [{ by_kind }] = (await ownerQuery(
      'SELECT by_kind FROM booking_event WHERE booking_id = $1 ORDER BY id DESC LIMIT 1',
      [first],
    )) as [{ by_kind: string }]
    expect(by_kind).toBe('staff')
  })

  it('and is cancelled has to be told by phone, once', async () => {
    const day = await makeSickDay(1)
    await ownerQuery('UPDATE patient SET email = NULL WHERE id = $1', [day.patients[0]])
    const [id] = day.bookings.map((booking) => booking.id) as [string]
    const { rebookingId } = await sendProposals(day.world.as.kim, {
      ...{ ...day.period, keepHours: 24, become: { [id]: 'cancel' }, version: { [id]: 1 } },
    })
    const list = () => readRebooking(day.world.as.kim, rebookingId)
    const [item] = (await list()).items
    expect(item).toMatchObject({ state: 'untold' })
    await toldByPhone(day.world.as.kim, { proposalId: item?.proposal?.id ?? '' })
    expect(await list()).toMatchObject({ toDo: 0, items: [{ state: 'cancelled' }] })
  })
})

it('nobody but the patient and the clinic sees or answers a proposal, and no patient sees the absence', async () => {
  const day = await sentDay(2)
  const [first, second] = day.ids
  const { id: proposalId } = await day.proposalOf(first)
  const stranger = day.world.as.holderOf(second)
  await expect(answerProposal(stranger, { proposalId, answer: 'accept' })).rejects.toThrow('proposal_over')
  await expect(
    answerProposal(day.world.as.ada, { bookingId: first, proposalId, answer: 'accept' }),
  ).rejects.toThrow('not_found')
  for (const actor of [stranger, day.world.as.ada, day.world.as.guest])
    expect(await asActor(actor, (tx) => tx.rebooking.findMany({ select: { id: true } }))).toEqual([])
})
