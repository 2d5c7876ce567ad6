import { expect, test } from 'vitest'
import { readChart } from '@/lib/chart/queries/chart'
import type { Tab } from '@/lib/chart/rules'
import { now } from '@/lib/clock'
import { insertBooking } from '@/lib/db/testing/booking'
import { insertAll, makeClinic } from '@/lib/db/testing/world'
import { newId } from '@/lib/ids'
import { seal } from '@/lib/vault/seal'
import { heard } from './hear'

// A chart costs the same number of statements and round trips whatever is on it.

test('every page of a chart of 500 entries takes as many statements and round trips as one of none', async () => {
  const world = await makeClinic()
  const { as, clinic, accounts, patients } = world
  const [none, many] = [patients.ben, patients.ada]
  await insertBooking(world, { startsAt: world.at(3, '09:00'), patientId: none })
  await insertBooking(world, { startsAt: world.at(3, '10:00'), patientId: many })
  await insertAll({
    chart_entry: Array.from({ length: 500 }, (_, n) => {
      const id = newId()
      return {
        ...{
          id,
          clinic_id: clinic.id,
          patient_id: many,
          recorded_by: accounts.mora,
          at: now(),
          recorded_at: now(),
        },
        ...{ section: n % 2 ? 'problem' : 'medicine', visibility: 'team', state: 'current' },
        content_sealed: seal('{"name":"A name"}', { table: 'chart_entry', column: 'content_sealed', id }),
      }
    }),
  })
  const open = (patient: string, tab: Tab) => () => readChart(as.mora, patient, tab)
  const tabs: Tab[] = ['timeline', 'problems', 'measurements']
  for (const tab of tabs) {
    // One after the other: what is heard is everything.
    const [few, all] = [await heard(open(none, tab)), await heard(open(many, tab))]
    expect(
      all.map(({ text }) => text),
      tab,
    ).toEqual(few.map(({ text }) => text))
  }
  const sent = await heard(open(many, 'problems'))
  expect(sent.filter(({ text }) => text === 'BEGIN')).toHaveLength(2)
  const asked = sent.filter(({ text }) => !/^(BEGIN|COMMIT)$|set_config\('app\.actor'/.test(text))
  expect(asked).toHaveLength(7)
})
