import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refuseUnlessReachable } from './run-as'

test.runIf(process.getuid?.() === 0)(
  'started as root in a folder that only root may enter, it is said which one, and what to do',
  () => {
    const closed = mkdtempSync(join(tmpdir(), 'anteroom-closed-'))
    const data = join(closed, 'anteroom', '.data')
    mkdirSync(data, { recursive: true })
    try {
      expect(() => refuseUnlessReachable([data])).toThrow(`may not enter ${closed}.`)
      expect(() => refuseUnlessReachable([data])).toThrow(`chmod o+x ${closed}`)
      chmodSync(closed, 0o711)
      expect(() => refuseUnlessReachable([data])).not.toThrow()
    } finally {
      rmSync(closed, { recursive: true })
    }
  },
)
