import { expect, test } from 'vitest'
import { readChart } from '@/lib/chart/queries/chart'
import type { Tab } from '@/lib/chart/rules'
import { now } from '@/lib/clock'
import { insertAll, makeClinic } from '@/lib/db/testing/world'
import { newId } from '@/lib/ids'
import { seal } from '@/lib/vault/seal'
import { heard } from './hear'

// A chart costs the same number of statements and round trips whatever is on it.

test('every page of a chart of 500 entries takes as many statements and round trips as one of none', async () => {
  const { as, clinic, accounts, patients } = await makeClinic()
  const [none, many] = [patients.ben, patients.ada]
  for (let n = 0; n < 500; n++)
    await saveEntry(as.mora, {
      patientId: many,
      section: n % 2 ? 'problem' : 'medicine',
      name: `Number ${n}`,
    })
  const tabs: Tab[] = ['timeline', 'problems', 'measurements']
  for (const tab of tabs) {
    const sent = await Promise.all(
      [none, many].map(async (patient) => (await heard(() => readChart(as.mora, patient, tab))).length),
    )
    expect(new Set(sent), tab).toEqual(new Set([sent[0]]))
  }
  const sent = await heard(() => readChart(as.mora, many, 'problems'))
  expect(sent.filter(({ text }) => text === 'BEGIN')).toHaveLength(2)
  const asked = sent.filter(({ text }) => !/^(BEGIN|COMMIT)$|set_config\('app\.actor'/.test(text))
  expect(asked).toHaveLength(6)
})
