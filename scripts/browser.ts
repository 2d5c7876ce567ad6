import { spawnSync } from 'node:child_process'
import { browserLaunch, installedBrowser } from '../e2e/support/browser'

/** Sees to it that the browser tests have a whole Chromium beside the light one from npm, and says which they use. */

const isDebianRoot = process.getuid?.() === 0 && run('apt-get', '--version')

if (!installedBrowser() && isDebianRoot) {
  // Where there is no network this fails, and all tests use the one from npm.
  run('apt-get', 'update')
  run('apt-get', 'install', '--yes', '--no-install-recommends', 'chromium')
}

const { executablePath } = await browserLaunch()
console.log(`Browser: ${executablePath}`)

function run(command: string, ...args: string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, stdio: 'ignore', timeout: 300_000 }).status === 0
}
