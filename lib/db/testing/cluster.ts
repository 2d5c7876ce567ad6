import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Runs one statement on a connection of its own: what cannot be in a transaction, as CREATE DATABASE. */
export async function onCluster(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Clones a database of the cluster, or makes an empty one; returns its administrative connection string. */
export async function cloneDatabase(
  templateUrl: string,
  from: 'template' | 'nothing' = 'template',
): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = new URL(templateUrl).pathname.slice(1)
  const maintenance = new URL(templateUrl)
  maintenance.pathname = '/postgres'
  await onCluster(
    maintenance.href,
    `CREATE DATABASE ${name} TEMPLATE ${from === 'template' ? template : 'template1'}`,
  )
  // A database's own grants are not part of a template; these are those of lib/db/roles.ts.
  if (from === 'template')
    await onCluster(
      maintenance.href,
      `ALTER DATABASE ${name} OWNER TO anteroom_owner; REVOKE ALL ON DATABASE ${name} FROM PUBLIC;
       GRANT CONNECT ON DATABASE ${name} TO anteroom_app, anteroom_worker, anteroom_reporting`,
    )
  const url = new URL(templateUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Drops a clone, and whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  const name = maintenance.pathname.slice(1)
  maintenance.pathname = '/postgres'
  await onCluster(maintenance.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}
