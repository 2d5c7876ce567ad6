import 'server-only'
import { currentVia } from '../access/current'
import { problem } from '../http/problem'

/** A file of somebody's, on its way to them. */
type Download = { name: string; mediaType: string; bytes: Uint8Array }

/**
 * Hands a file out, to be saved and never shown in the portal's own name (security.md M2; lib/http/every-answer.ts says the rest).
 * Refusals are problem+json.
 */
export async function download(read: () => Promise<Download>): Promise<Response> {
  try {
    const { name, mediaType, bytes } = await read()
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': `attachment; filename="${asciiOf(name)}"; filename*=UTF-8''${encodedName(name)}`,
      },
    })
  } catch (error) {
    return problem(error, (await currentVia()).requestId)
  }
}

/** For programs that know nothing but ASCII. */
const asciiOf = (name: string) => name.replace(/[^\w .()-]/g, '_')

/** RFC 8187: what `encodeURIComponent` leaves and the header does not take. */
const encodedName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
