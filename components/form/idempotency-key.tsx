import { KeptKey } from './kept-key'

/**
 * Marks every sending of this form as the same deed (`idempotencyKey` in the form data), so that a double press, a retry
 * or a reload books once. Made on the server when the page is rendered.
 */
export function IdempotencyKey() {
  return <KeptKey fresh={crypto.randomUUID()} />
}
