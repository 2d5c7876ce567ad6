import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { embeddedKeys } from '@/lib/db/embedded'
import { env } from '@/lib/env'

/** The link that `npm run setup:clinic` prints, as a path of the running server; on its database. */
export async function setupClinic(email: string, name: string): Promise<string> {
  const { adminUrl, secret } = embeddedKeys(env.ANTEROOM_DATA_DIR)
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '-s', 'setup:clinic', '--', '--email', email, '--name', name],
    {
      env: {
        ...process.env,
        ...{ DATABASE_URL: adminUrl, ANTEROOM_SECRET: secret, ANTEROOM_DEMO: 'true' },
      },
    },
  )
  return new URL(stdout.trim()).pathname
}
