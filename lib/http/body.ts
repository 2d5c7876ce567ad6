import { refusal, refuseUnless } from '../errors'

/** The most a JSON request may weigh, unless said otherwise. */
const MOST_BYTES = 64 * 1024

/** Reads a JSON body. Refuses: `body_too_large` (whatever Content-Length says), `malformed` (not UTF-8, not JSON). */
export async function readJson(request: Request, most = MOST_BYTES): Promise<unknown> {
  refuseUnless(Number(request.headers.get('content-length') ?? 0) <= most, 'body_too_large')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await readCapped(request, most)))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw refusal('malformed')
    throw error
  }
}

async function readCapped(request: Request, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let weight = 0
  const reader = request.body?.getReader()
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    weight += piece.value.byteLength
    if (weight > most) {
      await reader?.cancel()
      throw refusal('body_too_large')
    }
    pieces.push(piece.value)
  }
  return Buffer.concat(pieces)
}
