import { expect, test } from 'vitest'
import { ADDRESS, connect, take } from '../db/testing/calendars'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { runDueJobs } from '../jobs/run'
import { connectCalendar, disconnectCalendar } from './commands/connect'
import { readCalendars } from './commands/read'
import { feedJobs } from './jobs'
import { getCalendars } from './queries/connected'

test('a title is nowhere, the address is sealed, and neither is in a job or the audit', async () => {
  const world = await makeClinic()
  const id = await connect(world)
  await take(world, id, [world.at(5, '10:00'), world.at(5, '11:00')])
  const [dump] = await ownerQuery<{ all: string }>(
    `SELECT concat((SELECT json_agg(e) FROM external_calendar e), (SELECT json_agg(c) FROM calendar_claim c WHERE c.external_calendar_id = $1),
      (SELECT json_agg(a) FROM audit_event a WHERE a.subject_id = $1)) AS all`,
    [id],
  )
  const jobs = await ownerQuery(
    'SET LOCAL ROLE anteroom_worker; SELECT payload FROM graphile_worker._private_jobs',
  )
  for (const secret of ['canary', 'private-1234567890', 'calendar.example'])
    expect(JSON.stringify([dump, jobs])).not.toContain(secret)
})

test('connecting reads nothing: it asks for a job, and each calendar is in the queue once', async () => {
  const world = await makeClinic()
  const id = await connect(world)
  await readCalendars(world.as.system)
  await readCalendars(world.as.system)
  const queued = await ownerQuery<{ key: string }>(
    'SET LOCAL ROLE anteroom_worker; SELECT key FROM graphile_worker._private_jobs',
  )
  expect(queued.filter(({ key }) => key === `calendar.read ${id}`)).toHaveLength(1)
  await ownerQuery('SET LOCAL ROLE anteroom_worker; DELETE FROM graphile_worker._private_jobs')
  // One that is gone by then is nobody’s.
  await disconnectCalendar(world.as.mora, { calendarId: id })
  await feedJobs['calendar.read']?.(world.as.system, { calendarId: id }, { isLast: false })
  await runDueJobs({ handlers: feedJobs })
})

test('only the practitioner and administrators connect; other clinics see nothing', async () => {
  const [harbour, lagoon] = await Promise.all([makeClinic(), makeClinic()])
  const id = await connect(harbour, harbour.as.ines)
  const input = { practitionerId: harbour.practitioners.mora, name: 'x', address: ADDRESS }
  for (const actor of [harbour.as.kim, harbour.as.noor, lagoon.as.ines]) {
    await expect(connectCalendar(actor, input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(disconnectCalendar(actor, { calendarId: id })).rejects.toMatchObject({ code: 'not_found' })
  }
  for (const actor of [harbour.as.noor, lagoon.as.ines])
    await expect(getCalendars(actor, harbour.practitioners.mora)).rejects.toMatchObject({ code: 'not_found' })
  for (let n = 1; n < 10; n++) await connect(harbour)
  await expect(connectCalendar(harbour.as.mora, input)).rejects.toMatchObject({ code: 'invalid_input' })
})

test('of fifteen who connect at the same moment ten do', async () => {
  const world = await makeClinic()
  const input = { practitionerId: world.practitioners.mora, name: 'x', address: ADDRESS }
  const tries = await Promise.allSettled(
    Array.from({ length: 15 }, () => connectCalendar(world.as.mora, input)),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
})
