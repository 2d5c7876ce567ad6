import { describe, expect, test } from 'vitest'
import { decideMessage, type OutboxEntry } from './rules'

const at = new Date('2026-11-24T00:00:00Z')
const booking = {
  status: 'confirmed' as const,
  startsAt: new Date('2026-11-25T00:00:00Z'),
  email: 'grace@example.com',
}
const cancelled = { ...booking, status: 'cancelled' as const }
const entry = (
  kind: OutboxEntry['kind'],
  bookingVersion: number,
  more: Partial<OutboxEntry> = {},
): OutboxEntry => ({
  kind,
  bookingVersion,
  state: 'queued',
  attempts: 0,
  ...more,
})
const confirmation = entry('booking.confirmation', 1)
const moved = entry('booking.moved', 2)
const cancellation = entry('booking.cancellation', 3)
const sent = { state: 'sent', attempts: 1 } as const

describe('a message whose turn has come', () => {
  test('is sent when it is the booking’s newest', () => {
    expect(decideMessage(confirmation, booking, [], at)).toEqual({ say: 'booking.confirmation' })
    expect(decideMessage(moved, booking, [{ ...confirmation, ...sent }], at)).toEqual({
      say: 'booking.moved',
    })
  })

  test('is sent though the day’s steps raised the booking’s version since', () => {
    expect(decideMessage(confirmation, { ...booking, status: 'arrived' }, [], at)).toEqual({
      say: 'booking.confirmation',
    })
  })

  test('gives way to a newer one', () => {
    expect(decideMessage(confirmation, booking, [moved], at)).toEqual({ withdrawn: 'superseded' })
    expect(decideMessage(moved, cancelled, [{ ...confirmation, ...sent }, cancellation], at)).toEqual({
      withdrawn: 'superseded',
    })
  })

  test('is not sent once the time has come', () => {
    expect(decideMessage(confirmation, booking, [], booking.startsAt)).toEqual({ withdrawn: 'over' })
  })

  test('is not sent to nobody', () => {
    expect(decideMessage(confirmation, { ...booking, email: null }, [], at)).toEqual({
      withdrawn: 'no_address',
    })
  })
})

test('a move confirms the booking to whoever never heard of it, unless a try may have reached them', () => {
  expect(decideMessage(moved, booking, [confirmation], at)).toEqual({ say: 'booking.confirmation' })
  expect(decideMessage(moved, booking, [{ ...confirmation, attempts: 1 }], at)).toEqual({
    say: 'booking.moved',
  })
})

describe('a cancellation', () => {
  test('is sent after anything that left or may have left, and for bookings older than the outbox', () => {
    for (const earlier of [[{ ...confirmation, ...sent }], [{ ...confirmation, attempts: 1 }], []])
      expect(decideMessage(cancellation, cancelled, earlier, at)).toEqual({ say: 'booking.cancellation' })
  })

  test('is not sent where nothing left before it', () => {
    expect(decideMessage(cancellation, cancelled, [confirmation, moved], at)).toEqual({
      withdrawn: 'nothing_to_take_back',
    })
  })
})

describe('a move that was taken back', () => {
  const back = entry('booking.movedBack', 3)
  const told = { ...confirmation, ...sent }
  const decide = (...others: OutboxEntry[]) => decideMessage(back, booking, others, at)

  test('is told to whoever was told of the move, and to nobody else', () => {
    expect(decide(told, { ...moved, ...sent })).toEqual({ say: 'booking.movedBack' })
    expect(decide(told, { ...moved, attempts: 1 })).toEqual({ say: 'booking.movedBack' })
    expect(decide(told, moved)).toEqual({ withdrawn: 'nothing_to_take_back' })
    expect(decide(told)).toEqual({ withdrawn: 'nothing_to_take_back' })
    expect(decide(moved)).toEqual({ withdrawn: 'nothing_to_take_back' })
  })

  test('keeps what was there before it from being lost: the booking itself, or an earlier move', () => {
    expect(decide(confirmation, moved)).toEqual({ say: 'booking.confirmation' })
    const [third, fourth] = [entry('booking.moved', 3), entry('booking.movedBack', 4)]
    expect(decideMessage(fourth, booking, [told, moved, third], at)).toEqual({ say: 'booking.moved' })
  })

  test('is no news the second time either', () => {
    const [fourth, fifth] = [entry('booking.moved', 4), entry('booking.movedBack', 5)]
    expect(decideMessage(fifth, booking, [told, moved, back, fourth], at)).toEqual({
      withdrawn: 'nothing_to_take_back',
    })
  })
})
