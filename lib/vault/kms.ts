import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Keeper } from './keepers'

/** Milliseconds after which AWS does not answer. */
const PATIENCE = { connectionTimeout: 3000, requestTimeout: 5000 }

/**
 * A key in AWS KMS, by its id, alias or ARN: it never leaves there. Region and credentials are the SDK's own settings; an ARN brings its
 * region along. Needs kms:Encrypt and kms:Decrypt.
 */
export function kmsKeeper(keyId: string): Keeper {
  const region = keyId.startsWith('arn:') ? keyId.split(':')[3] : undefined
  const client = new KMSClient({ requestHandler: PATIENCE, ...(region && { region }) })
  const about = (name: string) => ({ KeyId: keyId, EncryptionContext: { 'anteroom-vault-key': name } })
  return {
    id: `aws-kms:${keyId}`,
    wrap: async (key, name) => {
      const { CiphertextBlob } = await client.send(new EncryptCommand({ ...about(name), Plaintext: key }))
      return bytesOf(CiphertextBlob)
    },
    unwrap: async (wrapped, name) => {
      const { Plaintext } = await client.send(new DecryptCommand({ ...about(name), CiphertextBlob: wrapped }))
      return bytesOf(Plaintext)
    },
  }
}

function bytesOf(answer: Uint8Array | undefined): Buffer {
  if (!answer) throw new Error('AWS KMS answered without a key')
  return Buffer.from(answer)
}
