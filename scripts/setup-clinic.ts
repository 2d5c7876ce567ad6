import { parseArgs } from 'node:util'
import pg from 'pg'
import { actors } from '../lib/access/actor'
import { auditStatement } from '../lib/audit/record'
import { now } from '../lib/clock'
import { sql } from '../lib/db/client'
import { roleUrl } from '../lib/db/urls'
import { hashToken, newId, newToken } from '../lib/ids'
import { INVITATION_DAYS, invitationEnds } from '../lib/invitations/rules'
import { inviteInput } from '../lib/invitations/schema'
import { giveUp, openDatabase, readEnv } from './database'

/**
 * `npm run -s setup:clinic -- --email ines@example.com --name "Ines Duarte"`: invites somebody to found a clinic, in the configured database
 * (an empty one too) or the embedded one. The link goes to standard output alone, and nowhere else: the database keeps its hash, the audit
 * log neither it nor the email.
 */

const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } })
const asked = inviteInput.safeParse({ ...values, roles: ['admin'] })
if (!asked.success)
  giveUp(`npm run setup:clinic -- --email <address> --name <name>\n${asked.error.issues[0]?.message}`)

const settings = readEnv('production')
const database = await openDatabase(settings, () => {})
try {
  const token = newToken()
  await invite(roleUrl('owner', database.adminUrl, database.secret), token)
  console.error(
    `This link sets a clinic up. It works once, for ${INVITATION_DAYS} days, for whoever has it: give it to nobody else.`,
  )
  process.stdout.write(`${settings.ANTEROOM_URL}/join/${token}\n`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await database.close()
}

async function invite(ownerUrl: string, token: string): Promise<void> {
  const { email, name, roles } = inviteInput.parse({ ...values, roles: ['admin'] })
  const [id, at] = [newId(), now()]
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`BEGIN; SELECT set_config('app.actor', 'system', true)`)
    await client.query(sql`INSERT INTO staff_invitation (id, clinic_id, email, name, roles, token_hash, created_at, expires_at)
      VALUES (${id}::uuid, NULL, ${email}, ${name}, ${roles}::staff_role[], ${hashToken(token)}, ${at}, ${invitationEnds(at)})`)
    const deed = { clinicId: null, subject: 'staff_invitation', subjectId: id, detail: { roles } }
    await client.query(auditStatement(actors.system(), 'invitation.made', deed))
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}
