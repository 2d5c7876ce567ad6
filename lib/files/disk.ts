import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore } from './store'

/** Files under `<dataDir>/files`, in 256 folders. One is there whole, after a power cut too, or not at all. */
export function diskStore(dataDir: string): FileStore {
  const folderOf = (id: string) => join(/* turbopackIgnore: true */ dataDir, 'files', id.slice(-2))
  const pathOf = (id: string) => join(folderOf(id), id)
  return {
    put: async (id, bytes) => {
      await mkdir(/* turbopackIgnore: true */ folderOf(id), { recursive: true, mode: 0o700 })
      const path = pathOf(id)
      const file = await open(/* turbopackIgnore: true */ `${path}.new`, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${path}.new`, path)
    },
    get: (id) => readFile(/* turbopackIgnore: true */ pathOf(id)),
    delete: async (id) => {
      await rm(/* turbopackIgnore: true */ pathOf(id), { force: true })
      await rm(/* turbopackIgnore: true */ `${pathOf(id)}.new`, { force: true })
    },
  }
}
