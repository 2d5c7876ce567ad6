import type { Actor } from '../access/actor'
import { asActor } from '../db/client'

/** Whether this database is marked as the demo's. */
export async function isDemo(actor: Actor): Promise<boolean> {
  const deployment = await asActor(actor, (tx) => tx.deployment.findFirst({ select: { demo: true } }))
  return deployment?.demo === true
}
