import { createHmac } from 'node:crypto'
import { env } from '../env'

export type Role = 'owner' | 'app' | 'worker' | 'reporting'

/** A role's password where the deployment did not choose one: derived, so that every instance knows it and nothing stores it. */
export function rolePassword(role: Role, secret: string): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('base64url')
}

/** The connection string of a role on the database that `adminUrl` names. */
export function roleUrl(role: Role, adminUrl: string, secret: string): string {
  const url = new URL(adminUrl)
  url.username = `anteroom_${role}`
  url.password = rolePassword(role, secret)
  return url.href
}

/** The configured database's connection string for a role. */
export function databaseUrl(role: Role): string {
  const own = {
    owner: undefined,
    app: env.DATABASE_APP_URL,
    worker: env.DATABASE_WORKER_URL,
    reporting: env.DATABASE_REPORTING_URL,
  }[role]
  if (own) return own
  if (!env.DATABASE_URL || !env.ANTEROOM_SECRET)
    throw new Error(`No database is configured for the ${role} role`)
  return roleUrl(role, env.DATABASE_URL, env.ANTEROOM_SECRET)
}
