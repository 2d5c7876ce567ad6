import { spawnSync } from 'node:child_process'
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
 * How to start Chromium here: the one unpacked from npm, which has no window to keep up and takes a third of the work of one that has; else,
 * where libraries of the system's are missing that it needs, one that is installed. It has no sandbox helper, and neither can root use one.
 */
export async function browserLaunch(): Promise<LaunchOptions> {
  const light = await bundled.executablePath()
  return launchOf(spawnSync(light, ['--version']).status === 0 ? light : installedBrowser())
}

/** The same for what only a whole Chromium has, as the back-forward cache: one that is installed, where there is one. */
export async function wholeBrowserLaunch(): Promise<LaunchOptions> {
  return launchOf(installedBrowser() ?? (await bundled.executablePath()))
}

function launchOf(executablePath?: string): LaunchOptions {
  const unsandboxed = isRoot || executablePath !== installedBrowser() ? ['--no-sandbox'] : []
  return { executablePath, args: [...quiet, ...unsandboxed] }
}
