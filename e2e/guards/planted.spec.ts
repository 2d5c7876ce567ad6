import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { env } from '@/lib/env'
import { begin, box, saved } from '../support/notes'
import { test } from '../support/portal'
import { everythingIn } from '../support/rows'

/** Rows K1, L7, N9: what was written in notes is nowhere in clear. */

let planted: string[] = []
/** A phrase that is nowhere else. */
function plant(): string {
  const phrase = `planted${crypto.randomUUID().slice(0, 13)}`
  planted.push(phrase)
  return phrase
}
const several = (count: number) => Array.from({ length: count }, plant).join(' and ')

test('of thirty phrases in notes, drafts, conflicts and addenda none is in the database, a job, the audit, a log or an address', async ({
  page,
  portal,
}) => {
  const postgresLog = join(env.ANTEROOM_DATA_DIR, 'postgres.log')
  const before = readFileSync(postgresLog, 'utf8').length
  const asked: string[] = []
  page.context().on('request', (request) => asked.push(request.url()))
  planted = []
  await begin(page, portal, 0)
  for (const name of ['Chief complaint', 'Subjective', 'Objective', 'Assessment', 'Plan', 'For'])
    await box(page, name).fill(several(4))
  await saved(page)
  // A save that is refused, and one that fails: both send the text.
  const stale = { noteId: page.url().split('/').at(-1), version: 1, plan: several(2) }
  const headers = { origin: portal.url }
  const conflict = await page.request.post('/api/clinic/notes', { data: stale, headers })
  expect(conflict.status()).toBe(409)
  await portal.query('ALTER TABLE note ADD CONSTRAINT refuses CHECK (version < 0) NOT VALID')
  await box(page, 'Plan').fill(several(1))
  await expect(page.getByText('Not saved')).toBeVisible()
  await portal.query('ALTER TABLE note DROP CONSTRAINT refuses')
  await saved(page)
  await page.getByRole('button', { name: 'Sign…' }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByText('Add to this note').click()
  await page.getByLabel('Why something is added').fill(several(1))
  await page.getByLabel('What is added').fill(several(2))
  await page.getByRole('button', { name: 'Add for good' }).click()
  await expect(page.getByRole('region', { name: /^Addendum of/ })).toContainText(planted.at(-1) ?? '')
  expect(planted).toHaveLength(30)

  const kept = await everythingIn(portal)
  // What is looked through is the whole of it.
  expect(kept).toContain('note.signed')
  const written = {
    database: kept,
    portal: portal.log(),
    postgres: readFileSync(postgresLog, 'utf8').slice(before),
    addresses: asked.join('\n'),
  }
  expect(written.portal).toContain('route.bug')
  expect(written.postgres).toContain('violates check constraint "refuses"')
  for (const [where, text] of Object.entries(written))
    expect(
      planted.filter((phrase) => text.includes(phrase)),
      where,
    ).toEqual([])
})
