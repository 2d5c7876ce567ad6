import { hash, verify } from '@node-rs/argon2'
import { refusal } from '../errors'
import { normalisePassword } from './password-rules'

/** argon2id with OWASP's floor: 19 MiB, 2 passes, 1 lane (security.md H6). Raise it here: accounts are rehashed as they sign in. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const PREFIX = `$argon2id$v=19$m=${SETTINGS.memoryCost},t=${SETTINGS.timeCost},p=${SETTINGS.parallelism}$`

/** The hash of something nobody knows, made with the settings above: what an unknown email is verified against, so that it takes as long. */
const NOBODY = `${PREFIX}tRNJV0neJQv8obiMQoL+aQ$yzviMsx7m3YREhWjeimbWxD8B0jsXpZIxo+A99dBH7A`

/** 4 × 19 MiB at once; more would take the memory and the cores from everybody else. */
const AT_ONCE = 4
const MOST_WAITING = 200

/** The argon2id hash of a password, NFKC. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalisePassword(password), SETTINGS))
}

/** Whether it is the password of this hash. Without a hash: no, after as much work. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await inTurn(() => verify(passwordHash ?? NOBODY, normalisePassword(password)))
  return right && passwordHash !== null
}

/** Whether a hash was made with other settings than today's. */
export function isOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(PREFIX)
}

let working = 0
const waiting: (() => void)[] = []

/** At most `AT_ONCE` at a time; refuses (`busy`) when the queue is longer than anybody would wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw refusal('busy')
    await new Promise<void>((go) => waiting.push(go))
  } else working++
  try {
    return await work()
  } finally {
    // The place is handed on, not given back, so that nobody slips in between.
    const next = waiting.shift()
    if (next) next()
    else working--
  }
}
