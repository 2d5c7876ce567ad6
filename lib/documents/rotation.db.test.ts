import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { now, setClock } from '../clock'
import { asking, asSystem } from '../db/ask'
import { png } from '../db/testing/files'
import { urlFor } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { env } from '../env'
import { openVault } from '../vault/keys'
import { reseal } from '../vault/reseal'
import { remove, rotate } from '../vault/rotate'
import { addDocument } from './commands/add'
import { readFile } from './queries/read'

afterEach(() => setClock(null))

test('rotation seals the key of a file anew and leaves the file where it is; it opens when the old key is gone', async () => {
  const { as, patients } = await makeClinic()
  const file = { field: 'file', name: 'Letter.png', bytes: await png() }
  const { id } = await addDocument(as.kim, { patientId: patients.ada, kind: 'referral' }, { file })
  const before = await readFile(as.kim, id)
  const lies = () => readFileSync(join(env.ANTEROOM_DATA_DIR, 'files', id.slice(-2), id))
  const sealed = lies()

  await asSystem(urlFor('worker'), rotate)
  setClock(new Date(now().getTime() + 61 * 60_000))
  await openVault(asking(as.system))
  await reseal(as.system)
  setClock(new Date(now().getTime() + 61 * 60_000))
  await asSystem(urlFor('worker'), (ask) => remove(ask, 'k1'))
  await openVault(asking(as.system))

  expect(await readFile(as.kim, id)).toEqual(before)
  expect(lies().equals(sealed)).toBe(true)
})
