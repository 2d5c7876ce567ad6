import { env } from '../env'
import { diskStore } from './disk'

/** Where sealed files lie, each under the id of its row. */
export type FileStore = {
  put: (id: string, bytes: Uint8Array) => Promise<void>
  /** Throws where there is none. */
  get: (id: string) => Promise<Buffer>
  /** Whether or not there is one. */
  delete: (id: string) => Promise<void>
}

/** The store that the environment names. */
export async function fileStore(): Promise<FileStore> {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(env.ANTEROOM_FILES) ?? []
  if (bucket === undefined) return diskStore(env.ANTEROOM_DATA_DIR)
  // A fifth of a second to load, for those who use it.
  const { s3Store } = await import('./s3')
  return s3Store(bucket, prefix ? `${prefix.replace(/\/$/, '')}/` : '')
}
