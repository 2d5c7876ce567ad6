import { now } from '../../clock'
import { newId } from '../../ids'
import { insertAll, type World } from './world'

/** A session for one of the cast's actors, begun so many minutes ago: what a signature looks at. */
export async function signedInFor(
  world: World,
  name: 'mora' | 'noor' | 'ines',
  minutesAgo = 1,
): Promise<void> {
  const { sessionId, accountId } = world.as[name]
  const at = new Date(now().getTime() - minutesAgo * 60_000)
  await insertAll({
    session: [
      {
        ...{
          id: sessionId,
          account_id: accountId,
          token_hash: `\\x${newId().replaceAll('-', '').repeat(2)}`,
        },
        ...{ ip: '', user_agent: '', created_at: at, last_seen_at: at, idle_minutes: 15 },
        expires_at: new Date(at.getTime() + 12 * 3_600_000),
      },
    ],
  })
}
