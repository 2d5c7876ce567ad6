import { z } from 'zod'

const flag = z.stringbool().default(false)
const optionalUrl = z.string().url().optional()
const vaultKey = z
  .string()
  .regex(/^(aws-kms:.+|[A-Za-z0-9+/_-]{43}=?)$/, '32 random bytes in base64, or aws-kms:<id, alias or ARN>')
  .optional()

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** Where people reach the portal; links in messages start with it. */
  ANTEROOM_URL: optionalUrl,
  /** An administrative connection: migrations run on it, and it makes the four roles. */
  DATABASE_URL: optionalUrl,
  /** Connections of the roles, where an operator made them; otherwise derived from DATABASE_URL and ANTEROOM_SECRET. */
  DATABASE_APP_URL: optionalUrl,
  DATABASE_WORKER_URL: optionalUrl,
  DATABASE_REPORTING_URL: optionalUrl,
  /** At least 32 characters. Session cookies, links and role passwords are derived from it. */
  ANTEROOM_SECRET: z.string().min(32).optional(),
  /** What the vault's data keys are wrapped under. Without it a file in the data directory, which is for the demo. */
  ANTEROOM_VAULT_KEY: vaultKey,
  /** The one before, while the keys are being wrapped anew. */
  ANTEROOM_VAULT_KEY_BEFORE: vaultKey,
  ANTEROOM_DATA_DIR: z.string().default('.data'),
  /** Where files are kept, sealed: the data directory, or a bucket (`s3://bucket/prefix`; region and credentials as the AWS SDK finds them). */
  ANTEROOM_FILES: z
    .string()
    .regex(/^(disk|s3:\/\/[a-z0-9.-]+(\/[\w./-]+)?)$/, 'disk, or s3://bucket/prefix')
    .default('disk'),
  /** The demo cast and its mailbox, in a database of your own. Always on in the embedded one. */
  ANTEROOM_DEMO: flag,
  /** `embedded`: jobs run in the app's process. `off`: only `npm run worker` runs them. */
  ANTEROOM_WORKER: z.enum(['embedded', 'off']).default('embedded'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(8),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Anteroom <appointments@anteroom.example>'),
  /** How many trusted proxies stand in front; the client address is taken that many hops from the right of X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Scales every rate limit, for load tests. */
  RATE_LIMIT_MULTIPLIER: z.coerce.number().positive().default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

/** Production over a database of its own starts with these or not at all. */
const NEEDED = ['ANTEROOM_SECRET', 'ANTEROOM_URL', 'ANTEROOM_VAULT_KEY'] as const

/** Parses an environment. Refuses (throws, naming each variable) what is malformed, or missing where `DATABASE_URL` is set in production. */
export function parseEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) throw new Error(`Environment: ${z.prettifyError(parsed.error)}`)
  const values = parsed.data
  const missing = NEEDED.filter((name) => !values[name])
  const own = Boolean(values.DATABASE_URL ?? values.DATABASE_APP_URL ?? values.DATABASE_WORKER_URL)
  if (own && values.NODE_ENV === 'production' && !values.ANTEROOM_DEMO && missing.length > 0)
    throw new Error(`Environment: production needs ${missing.join(' and ')}`)
  return { ...values, ANTEROOM_URL: values.ANTEROOM_URL ?? `http://localhost:${values.PORT}` }
}

/**
 * The process environment, parsed once. The only reader of `process.env`.
 *
 * Without `DATABASE_URL` an embedded PostgreSQL is used (see `lib/db/embedded.ts`) and this is the demo: the start script fills in what
 * it generated. With it, what production needs must be there: the process names what is missing and does not start.
 */
export const env = parseEnv(process.env)

// Where next-auth reads its own address; it has no other setting for it.
process.env.NEXTAUTH_URL = env.ANTEROOM_URL
