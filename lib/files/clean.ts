import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type RefusalCode, refusal } from '../errors'
import type { MediaType } from './media'

const SCRIPT = join(process.cwd(), 'scripts', 'clean-file.mjs')
/** At once in this process; others wait their turn, so many. */
const AT_ONCE = 2
const MOST_WAITING = 30
const LONGEST_MS = 20_000
/** Of the decoders' process, in kilobytes, where the system holds it to that. */
const MOST_MEMORY_KB = 1_500_000

/**
 * The same file written anew by another process, which has nothing of ours in its environment and ends with it: the picture without
 * metadata, the pages without anything that acts. Refuses with the `file_…` code that says what is wrong with it; with `busy` where too
 * many wait.
 */
export async function cleaned(file: Uint8Array, mediaType: MediaType): Promise<Buffer> {
  await turn()
  try {
    const { code, output } = await run(file, mediaType)
    if (code === 0) return output
    if (code === 3) throw refusal(output.toString() as RefusalCode)
    // Killed, for taking too long or too much.
    if (code === null) throw refusal('file_unpacks')
    throw new Error('scripts/clean-file.mjs does not run')
  } finally {
    running--
    waiting.shift()?.()
  }
}

let running = 0
const waiting: (() => void)[] = []

async function turn(): Promise<void> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw refusal('busy')
    await new Promise<void>((go) => waiting.push(go))
  }
  running++
}

function run(file: Uint8Array, mediaType: MediaType): Promise<{ code: number | null; output: Buffer }> {
  const node = [process.execPath, '--max-old-space-size=512', SCRIPT, mediaType]
  const limited = ['/bin/sh', '-c', `ulimit -d ${MOST_MEMORY_KB} 2>/dev/null; exec "$@"`, 'sh', ...node]
  const [command = '', ...args] = process.platform === 'win32' ? node : limited
  return new Promise((done, fail) => {
    const child = spawn(/* turbopackIgnore: true */ command, args, {
      env: { NODE_ENV: 'production' },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.on('error', fail)
    // It may end without having read all.
    child.stdin.on('error', () => {})
    child.on('close', (code) => done({ code, output: Buffer.concat(parts) }))
    child.stdin.end(file)
  })
}
