import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded, stopEmbedded } from '../embedded'
import { migrateDatabase } from '../migrate'
import { onCluster } from './cluster'

/** What a test file has to know of the cluster: `DATABASE_URL` of the template, and the secret its roles' passwords come from. */
export type TestCluster = { templateUrl: string; secret: string }

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

export const TEMPLATE = 'anteroom_template'
const FOLDER = 'anteroom-database-'

// Nothing here outlives the run, so nothing has to survive a power cut. Tests of crashes start a cluster of their own (chaos/).
const NO_DURABILITY = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']

/** One PostgreSQL for the run, thrown away at its end, with a migrated template that every test file clones (setup.ts). */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const folder = join(tmpdir(), `${FOLDER}${process.pid}`)
  const cluster = await startEmbedded(folder, NO_DURABILITY)
  const templateUrl = await makeTemplate(cluster.adminUrl, cluster.secret)
  project.provide('cluster', { templateUrl, secret: cluster.secret })
  return () => end(folder)
}

async function makeTemplate(adminUrl: string, secret: string): Promise<string> {
  await onCluster(adminUrl, `CREATE DATABASE ${TEMPLATE}`)
  const url = new URL(adminUrl)
  url.pathname = `/${TEMPLATE}`
  await migrateDatabase(url.href, secret)
  return url.href
}

/** Clusters of runs that were killed before they could end theirs. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(FOLDER) && !isAlive(Number(name.slice(FOLDER.length))))
      await end(join(tmpdir(), name))
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function end(folder: string): Promise<void> {
  await stopEmbedded(folder)
  rmSync(folder, { recursive: true, force: true })
}
