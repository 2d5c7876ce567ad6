import type { SystemActor } from '../access/actor'
import { now } from '../clock'
import { asActor } from '../db/client'
import { bugFields, log } from '../log'
import { fileStore } from './store'

/** Longer than any transaction takes that keeps one. */
const ORPHANED_AFTER_MS = 60 * 60_000
/** In one run: more than an hour brings. */
const MOST = 1000

/** Removes what was put away and kept by nobody: the bytes first, then the line that tells of them, so that it is tried again until both are gone. */
export async function removeOrphans(actor: SystemActor): Promise<void> {
  const store = await fileStore()
  const orphans = await asActor(actor, (tx) =>
    tx.fileUpload.findMany({
      where: { createdAt: { lt: new Date(now().getTime() - ORPHANED_AFTER_MS) } },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
      take: MOST,
    }),
  )
  for (const { id } of orphans) {
    try {
      await asActor(actor, async (tx) => {
        // None: somebody has just kept it.
        const { count } = await tx.fileUpload.deleteMany({ where: { id } })
        if (count > 0) await store.delete(id)
      })
    } catch (error) {
      log('error', 'files.orphanStays', bugFields(error))
    }
  }
}
