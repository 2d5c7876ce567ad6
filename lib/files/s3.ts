import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { FileStore } from './store'

/** Milliseconds after which it does not answer. */
const PATIENCE = { connectionTimeout: 3000, requestTimeout: 15_000 }

let made: { key: string; store: FileStore } | undefined

/**
 * Files in a bucket of S3, or of what speaks its language (`AWS_ENDPOINT_URL_S3`). Region and credentials are the SDK's own settings. Needs
 * s3:PutObject, s3:GetObject and s3:DeleteObject under the prefix, nothing else: nothing is ever listed.
 */
export function s3Store(bucket: string, prefix: string): FileStore {
  const key = `${bucket}/${prefix}`
  // One client for the process: it keeps connections.
  if (made?.key !== key) made = { key, store: storeIn(bucket, prefix) }
  return made.store
}

function storeIn(Bucket: string, prefix: string): FileStore {
  // A local stand-in has no name of its own for each bucket.
  const client = new S3Client({ requestHandler: PATIENCE, forcePathStyle: true })
  const at = (id: string) => ({ Bucket, Key: `${prefix}${id}` })
  return {
    put: async (id, bytes) => {
      await client.send(
        new PutObjectCommand({ ...at(id), Body: bytes, ContentType: 'application/octet-stream' }),
      )
    },
    get: async (id) => {
      const { Body } = await client.send(new GetObjectCommand(at(id)))
      if (!Body) throw new Error('S3 answered without a body')
      return Buffer.from(await Body.transformToByteArray())
    },
    delete: async (id) => {
      await client.send(new DeleteObjectCommand(at(id)))
    },
  }
}
