import { expect, test } from 'vitest'
import { ownerQuery } from './raw'

test('a test file has a migrated database of its own', async () => {
  expect(await ownerQuery('SELECT count(*)::int AS n FROM clinic')).toEqual([{ n: 0 }])
})
