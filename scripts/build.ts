import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `npm run build`: the production build, with a note beside it of the sources it was made from, so that `npm start` knows its own. */

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'generated',
  'prisma/seed/cast.ts',
  'package-lock.json',
]
const NOTE = '.next/anteroom-sources'
/** One of the packages that only a build needs. */
const TOOL = 'node_modules/@tailwindcss/postcss'
const LOCK = 'node_modules/.cache/anteroom-build.pid'

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build() ? 0 : 1

/** Sees to it that the build on disk is of the sources on disk. Of two that start at once, the second waits. Returns whether it is. */
export async function ensureBuilt(): Promise<boolean> {
  while (!isBuilt() && isAnotherBuilding()) await new Promise((done) => setTimeout(done, 500))
  if (isBuilt()) return true
  console.log('Building Anteroom. This takes a minute the first time and after a change.')
  return build('ignore')
}

function build(output: 'inherit' | 'ignore' = 'inherit'): boolean {
  if (!existsSync(TOOL)) {
    console.error(
      'This is not built, and the packages that build it are not installed (npm ci --omit=dev leaves them out).\n' +
        'Install them and build, then take them out again: npm ci && npm run build && npm prune --omit=dev',
    )
    return false
  }
  mkdirSync('node_modules/.cache', { recursive: true })
  writeFileSync(LOCK, String(process.pid))
  try {
    const note = fingerprint()
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      env,
      stdio: ['ignore', output, 'inherit'],
    })
    if (status !== 0) return false
    writeFileSync(NOTE, `${buildId()} ${note}`)
    return true
  } finally {
    rmSync(LOCK, { force: true })
  }
}

function isBuilt(): boolean {
  return (
    existsSync(NOTE) &&
    existsSync('.next/BUILD_ID') &&
    readFileSync(NOTE, 'utf8') === `${buildId()} ${fingerprint()}`
  )
}

function isAnotherBuilding(): boolean {
  try {
    return process.kill(Number(readFileSync(LOCK, 'utf8')), 0)
  } catch {
    return false
  }
}

function buildId(): string {
  return readFileSync('.next/BUILD_ID', 'utf8').trim()
}

/** SHA-256 of the paths and contents of everything that goes into the build. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const configs = readdirSync('.').filter((name) =>
    /^(proxy|instrumentation|startup|jobs)\.ts$|^(next|postcss)\.config\.|^tsconfig\.json$/.test(name),
  )
  for (const path of [...SOURCES, ...configs].flatMap(filesIn).sort())
    hash.update(`${path}\n`).update(readFileSync(path))
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return /\.(test|spec)\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)))
}
