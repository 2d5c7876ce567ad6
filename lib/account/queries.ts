import type { Actor } from '../access/actor'
import { asActor } from '../db/client'

/** Whether this deployment is the demo, where everybody may sign in as anybody of its cast. */
export async function isDemo(actor: Actor): Promise<boolean> {
  const deployment = await asActor(actor, (tx) => tx.deployment.findFirst({ select: { demo: true } }))
  return deployment?.demo === true
}
