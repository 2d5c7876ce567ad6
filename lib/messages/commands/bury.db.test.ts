import { expect, it } from 'vitest'
import { asActor } from '../../db/client'
import { insertBooking } from '../../db/testing/booking'
import { ownerQuery, rawAs } from '../../db/testing/raw'
import { makeClinic } from '../../db/testing/world'
import { enqueue } from '../../jobs/enqueue'
import { buryLostMessages } from './bury'

it('a message whose worker died in its last attempt is dead; one that is being sent, or will be, waits', async () => {
  const world = await makeClinic()
  /** A message with its job, so many of whose 12 attempts were begun; by somebody who is still at it, or not. */
  const message = async (wall: string, attempts: number, isBeingDone: boolean) => {
    const { id } = await insertBooking(world, { startsAt: world.at(3, wall) })
    const [row] = await ownerQuery<{ id: string }>('SELECT id FROM outbox_message WHERE booking_id = $1', [
      id,
    ])
    const key = `message.send ${row?.id}`
    await asActor(world.as.system, (tx) =>
      enqueue(tx, { name: 'message.send', payload: { outboxId: row?.id ?? '' }, key }),
    )
    await rawAs(
      'worker',
      'system',
      `UPDATE graphile_worker._private_jobs SET attempts = ${attempts}, locked_at = ${isBeingDone ? 'now()' : 'NULL'} WHERE key = '${key}'`,
    )
    return async () =>
      (await ownerQuery<{ state: string }>('SELECT state FROM outbox_message WHERE id = $1', [row?.id]))[0]
        ?.state
  }
  const lost = await message('09:00', 12, false)
  const atIt = await message('09:20', 12, true)
  const again = await message('09:40', 11, false)
  const fresh = await message('10:00', 0, false)
  await buryLostMessages(world.as.system)
  expect(await Promise.all([lost, atIt, again, fresh].map((state) => state()))).toEqual([
    'dead',
    'queued',
    'queued',
    'queued',
  ])
})
