import { spawnSync } from 'node:child_process'
import { browserLaunch, installedBrowser } from '../e2e/support/browser'

/** Sees to it that the browser tests have a Chromium, and says which. Debian's is preferred to the one unpacked from npm. */

const isDebianRoot = process.getuid?.() === 0 && run('apt-get', '--version')

if (!installedBrowser() && isDebianRoot) {
  // Where there is no network this fails, and the one from npm is used.
  run('apt-get', 'update')
  run('apt-get', 'install', '--yes', '--no-install-recommends', 'chromium')
}

const { executablePath } = await browserLaunch()
console.log(`Browser: ${executablePath}`)

function run(command: string, ...args: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, stdio: 'ignore', timeout: 300_000 }).status === 0
}
