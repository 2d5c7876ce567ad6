import { beforeEach, expect, it } from 'vitest'
import { linkActor } from '../../access/links'
import { setClock } from '../../clock'
import { insertBooking } from '../../db/testing/booking'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic } from '../../db/testing/world'
import { hashToken, newToken } from '../../ids'
import { linkToken } from '../../vault/seal'
import { manageLinkUntil } from '../rules'
import { renewLink } from './link'
import { moveBooking } from './move'

const via = { ip: 'none', requestId: 'none' }
const MINUTE = 60_000

beforeEach(() => setClock(null))

it('a link of an older secret opens nothing, though its hash is there; the next message brings one that does (decision 004)', async () => {
  const world = await makeClinic()
  const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  const old = newToken()
  await ownerQuery('UPDATE booking_link SET token_hash = $1 WHERE booking_id = $2', [
    hashToken(old),
    booking.id,
  ])
  const ofToday = linkToken('manage', booking.id)
  for (const token of [old, ofToday])
    await expect(linkActor(via, token)).rejects.toMatchObject({ code: 'bad_link' })

  await renewLink(world.as.system, booking)
  await renewLink(world.as.system, booking)
  expect(await linkActor(via, ofToday)).toMatchObject({ bookingId: booking.id, clinicId: world.clinic.id })
  await expect(linkActor(via, old)).rejects.toMatchObject({ code: 'bad_link' })
})

it('a link that was revoked is not made to work again', async () => {
  const world = await makeClinic()
  const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  await ownerQuery('UPDATE booking_link SET revoked_at = now() WHERE booking_id = $1', [booking.id])
  await renewLink(world.as.system, booking)
  await expect(linkActor(via, booking.manageToken)).rejects.toMatchObject({ code: 'bad_link' })
})

it('a link works until 30 days after the visit, and goes with it to another day', async () => {
  const world = await makeClinic({ hours: [[480, 1080]] })
  const { id, manageToken, endsAt } = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  const opensAt = async (instant: Date) => {
    setClock(instant)
    const opens = await linkActor(via, manageToken).then(
      () => true,
      ({ code }) => code,
    )
    setClock(null)
    return opens
  }
  const until = manageLinkUntil(endsAt)
  expect(until.getTime() - endsAt.getTime()).toBe(30 * 24 * 60 * MINUTE)
  expect(await opensAt(new Date(until.getTime() - MINUTE))).toBe(true)
  expect(await opensAt(new Date(until.getTime() + MINUTE))).toBe('link_expired')

  const moved = await moveBooking(await linkActor(via, manageToken), {
    bookingId: id,
    startsAt: world.at(45, '09:00'),
  })
  expect(await opensAt(new Date(until.getTime() + MINUTE))).toBe(true)
  const later = manageLinkUntil(moved.endsAt)
  expect(await opensAt(new Date(later.getTime() - MINUTE))).toBe(true)
  expect(await opensAt(new Date(later.getTime() + MINUTE))).toBe('link_expired')
})
