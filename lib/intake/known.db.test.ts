import { expect, test, vi } from 'vitest'
import { insertBooking } from '../db/testing/booking'
import { rawAs } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { sayBorn } from './commands/known'

// What Next would hand an action of the browser's request.
vi.mock('next/headers', () => ({ cookies: async () => new Map(), headers: async () => new Headers() }))

test('a link takes five dates of birth in an hour, right ones too, and writes each down; another link has its own', async () => {
  const world = await makeClinic()
  const [one, other] = [
    await insertBooking(world, { startsAt: world.at(3, '09:00') }),
    await insertBooking(world, { startsAt: world.at(4, '09:00') }),
  ]
  const say = (bookingId: string, dateOfBirth: string) =>
    sayBorn(world.as.holderOf(bookingId), { dateOfBirth }, null)
  const right = { draft: [{ bookingId: one.id, bornOn: '1990-12-10' }] }
  expect(await say(one.id, '1990-12-10')).toMatchObject(right)
  const wrong = await Promise.allSettled(
    ['1990-12-11', '1990-12-12', '1990-12-13', '1990-12-14', '1990-12-15', '1990-12-16'].map((date) =>
      say(one.id, date),
    ),
  )
  const codes = wrong.map((it) => (it.status === 'rejected' ? it.reason.code : 'let in'))
  expect(codes.filter((code) => code === 'born_wrong')).toHaveLength(4)
  expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(2)
  await expect(say(one.id, '1990-12-10')).rejects.toMatchObject({ code: 'too_many_requests' })
  expect(await say(other.id, '1990-12-10')).toMatchObject({ draft: [{ bookingId: other.id }] })
  const rows = await rawAs(
    'superuser',
    null,
    'SELECT action, outcome, detail FROM audit_event WHERE subject_id = $1',
    [one.id],
  )
  expect(rows.filter((row) => row.action === 'link.known')).toHaveLength(1)
  expect(rows.filter((row) => row.action === 'link.notKnown')).toHaveLength(4)
  expect(JSON.stringify(rows)).not.toContain('1990')
})
