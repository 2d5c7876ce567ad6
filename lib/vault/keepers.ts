import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '../env'
import { decrypt, encrypt, joined, partsOf } from './gcm'

/** Holds the key that data keys are wrapped under, or asks somebody who does. `name`: the data key's id and purpose, bound to what is wrapped. */
export type Keeper = {
  /** Kept beside what it wrapped, so that the right one is asked. */
  id: string
  wrap: (key: Buffer, name: string) => Promise<Buffer>
  unwrap: (wrapped: Buffer, name: string) => Promise<Buffer>
}

const KMS = 'aws-kms:'

/** Every keeper of this deployment. `current` wraps; it is missing where no key is configured and no file was made. */
export async function findKeepers(): Promise<{ current: Keeper | undefined; all: Keeper[] }> {
  const given = env.ANTEROOM_VAULT_KEY ? await keeperOf(env.ANTEROOM_VAULT_KEY) : undefined
  const before = env.ANTEROOM_VAULT_KEY_BEFORE ? await keeperOf(env.ANTEROOM_VAULT_KEY_BEFORE) : undefined
  const file = keyInFile()
  return { current: given ?? file, all: [given, before, file].filter((keeper) => keeper !== undefined) }
}

/** The keeper that wraps. Where no key is configured, a file is made for one: only for a vault that has no keys yet, or to exchange. */
export async function keeperToWrap(): Promise<Keeper> {
  const { current } = await findKeepers()
  return current ?? makeFile()
}

/** Of the places a key can be in, what a person is told who has to give it back. */
export function whereKeysAre(): string {
  return `ANTEROOM_VAULT_KEY, ANTEROOM_VAULT_KEY_BEFORE or ${keyFile()}`
}

async function keeperOf(setting: string): Promise<Keeper> {
  if (!setting.startsWith(KMS)) return localKeeper(setting)
  // A fifth of a second to load, for those who use it.
  const { kmsKeeper } = await import('./kms')
  return kmsKeeper(setting.slice(KMS.length))
}

/** A key that we have ourselves, 32 bytes in base64. Its id is a fingerprint: the same key is the same keeper wherever it is kept. */
function localKeeper(base64: string): Keeper {
  const key = Buffer.from(base64, 'base64')
  const fingerprint = createHmac('sha256', key).update('anteroom vault key').digest('hex').slice(0, 16)
  return {
    id: `local-${fingerprint}`,
    wrap: async (bytes, name) => joined(encrypt(key, bytes, Buffer.from(name))),
    unwrap: async (wrapped, name) => decrypt(key, partsOf(wrapped), Buffer.from(name)),
  }
}

const keyFile = () => join(env.ANTEROOM_DATA_DIR, 'vault.key')

function keyInFile(): Keeper | undefined {
  if (!existsSync(/* turbopackIgnore: true */ keyFile())) return undefined
  return localKeeper(readFileSync(/* turbopackIgnore: true */ keyFile(), 'utf8').trim())
}

/** Of two processes that make it at once, one does and both use it. */
function makeFile(): Keeper {
  mkdirSync(/* turbopackIgnore: true */ env.ANTEROOM_DATA_DIR, { recursive: true })
  try {
    const key = `${randomBytes(32).toString('base64')}\n`
    writeFileSync(/* turbopackIgnore: true */ keyFile(), key, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const keeper = keyInFile()
  if (!keeper) throw new Error(`${keyFile()} cannot be read`)
  return keeper
}
