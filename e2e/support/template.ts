import { embeddedKeys } from '@/lib/db/embedded'
import { migrateDatabase } from '@/lib/db/migrate'
import { dropDatabase, onCluster } from '@/lib/db/testing/cluster'
import { roleUrl } from '@/lib/db/urls'
import { env } from '@/lib/env'
import { markDemo, seedDemo } from '@/prisma/seed/demo'

/** `DATABASE_URL` of the demo that every portal's database is a copy of, on the cluster of the running server. Nobody may be connected to it. */
export function templateUrl(): string {
  const url = new URL(embeddedKeys(env.ANTEROOM_DATA_DIR).adminUrl)
  url.pathname = '/portal_template'
  return url.href
}

/** Makes it, once before the first test; the answer ends it. */
export default async function makeTemplate(): Promise<() => Promise<void>> {
  const { adminUrl, secret } = embeddedKeys(env.ANTEROOM_DATA_DIR)
  const url = templateUrl()
  await dropDatabase(url)
  await onCluster(adminUrl, `CREATE DATABASE ${new URL(url).pathname.slice(1)}`)
  await migrateDatabase(url, secret)
  const owner = roleUrl('owner', url, secret)
  await markDemo(owner)
  await seedDemo(owner)
  return () => dropDatabase(url)
}
