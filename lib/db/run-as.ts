import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'

/** As whom a program runs; without ids, as we do. In `/`, because where we are another user may not be. */
type Identity = { uid?: number; gid?: number; cwd: string }

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, made where there is none. */
export function identity(): Identity {
  const cwd = '/'
  if (process.getuid?.() !== 0) return { cwd }
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
  try {
    return { uid: idOf('-u'), gid: idOf('-g'), cwd }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
    return { uid: idOf('-u'), gid: idOf('-g'), cwd }
  }
}

/** Sees to it that PostgreSQL, running as that user, gets into these folders. Throws, saying which one is closed to it and what to do. */
export function refuseUnlessReachable(folders: readonly string[]): void {
  const who = identity()
  if (who.uid === undefined) return
  const closed = firstClosed(folders.flatMap(downTo), who)
  if (closed)
    throw new Error(
      `PostgreSQL does not run as root: here it runs as the user postgres, who may not enter ${closed}.
Let others enter it (chmod o+x ${closed}), or start as an ordinary user, or move to a folder that others may enter: all of Anteroom, or,
if only the data is in there, the data (ANTEROOM_DATA_DIR).`,
    )
}

function firstClosed(folders: string[], who: Identity): string | null {
  const script = 'for at; do test -x "$at" || { printf %s "$at"; exit; }; done'
  const said = execFileSync('/bin/sh', ['-c', script, 'sh', ...folders], { ...who, encoding: 'utf8' })
  return said || null
}

/** The folders from the root down to this one. */
function downTo(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [...downTo(above), folder]
}
