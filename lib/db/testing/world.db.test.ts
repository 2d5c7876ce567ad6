import { expect, test } from 'vitest'
import { asActor } from '../client'
import { ownerQuery } from './raw'
import { makeClinic } from './world'

test('a test has a clinic of its own, and each of its people sees what is theirs', async () => {
  const [here, elsewhere] = await Promise.all([makeClinic(), makeClinic()])
  expect(here.clinic.slug).not.toBe(elsewhere.clinic.slug)
  const seen = (actor: Parameters<typeof asActor>[0]) =>
    asActor(actor, (tx) =>
      tx.patient.findMany({ select: { firstName: true }, orderBy: { firstName: 'asc' } }),
    )
  expect(await seen(here.as.kim)).toHaveLength(4)
  expect(await seen(here.as.ada)).toEqual([{ firstName: 'Ada' }])
  expect(await seen(here.as.ben)).toEqual([{ firstName: 'Ben' }, { firstName: 'Cleo' }, { firstName: 'Dan' }])
  expect(await seen(here.as.guest)).toEqual([])
  expect(await ownerQuery('SELECT count(*)::int AS n FROM clinic')).toEqual([{ n: 2 }])
})
