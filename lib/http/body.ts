import { Refusal, refusal } from '../errors'
import { MOST_FILE_BYTES } from '../files/media'

/** The most a JSON request may weigh, unless said otherwise. */
const MOST_BYTES = 64 * 1024
/** The most a form with a file may: the file, and what is typed beside it. */
const MOST_FORM_BYTES = MOST_FILE_BYTES + 256 * 1024

/** Reads a JSON body. Refuses: `body_too_large` (whatever Content-Length says), `malformed` (not UTF-8, not JSON). */
export async function readJson(request: Request, most = MOST_BYTES): Promise<unknown> {
  const bytes = await readCapped(request, most, () => refusal('body_too_large'))
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw refusal('malformed')
    throw error
  }
}

/** The most that forms with files may hold of this process's memory at once. */
const MOST_HELD = 250_000_000
let held = 0

/**
 * Reads a form with a file, and works on it. Refuses: `malformed`; `file_too_large`, of `field`, before more than that is in memory; `busy`
 * where others fill it.
 */
export async function withForm<T>(
  request: Request,
  field: string,
  work: (form: FormData) => Promise<T>,
): Promise<T> {
  let mine = 0
  const letGo = () => {
    held -= mine
    mine = 0
  }
  const hold = (weight: number) => {
    mine += weight
    held += weight
    if (held <= MOST_HELD) return
    // At once: else all who send at the moment would be refused for one.
    letGo()
    throw refusal('busy')
  }
  try {
    return await work(await readForm(request, field, hold))
  } finally {
    letGo()
  }
}

async function readForm(request: Request, field: string, hold: (weight: number) => void): Promise<FormData> {
  const { code, say } = refusal('file_too_large')
  const tooLarge = () => refusal(code, { [field]: say })
  try {
    const bytes = await readCapped(request, MOST_FORM_BYTES, tooLarge, hold)
    const type = request.headers.get('content-type') ?? ''
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch (error) {
    // Broken off, or not what it says it is.
    throw error instanceof Refusal ? error : refusal('malformed')
  }
}

async function readCapped(
  request: Request,
  most: number,
  tooMuch: () => Refusal,
  hold: (weight: number) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooMuch()
  const pieces: Uint8Array[] = []
  let weight = 0
  const reader = request.body?.getReader()
  try {
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      weight += piece.value.byteLength
      if (weight > most) throw tooMuch()
      hold(piece.value.byteLength)
      pieces.push(piece.value)
    }
  } catch (error) {
    await reader?.cancel().catch(() => {})
    throw error
  }
  return Buffer.concat(pieces)
}
