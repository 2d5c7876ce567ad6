import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { env } from '@/lib/env'
import { patients, people } from '@/prisma/seed/cast'
import { begin, box, saved } from '../support/notes'
import { type Portal, test } from '../support/portal'
import { everythingIn } from '../support/rows'
import { signInApart } from '../support/visitor'

/** Rows K1, L7, N9: what was written in notes and on charts is nowhere in clear. */

const postgresLog = join(env.ANTEROOM_DATA_DIR, 'postgres.log')
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

  // What is looked through is the whole of it.
  await expectNowhere(portal, { before, asked, done: 'note.signed', bug: 'route.bug' })
})

test('of what is written on a chart none is, neither', async ({ page, portal }) => {
  const before = readFileSync(postgresLog, 'utf8').length
  const asked: string[] = []
  page.context().on('request', (request) => asked.push(request.url()))
  planted = []
  await signInApart(page.context(), portal.url, people.mora)
  const chart = `/clinic/charts/${patients.ada.id}`
  const add = async (tab: string, fields: Record<string, string>) => {
    await page.goto(`${chart}?tab=${tab}`)
    for (const [label, text] of Object.entries(fields))
      await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: /^Add / }).click()
    await expect(page.getByText('Added to the chart.')).toBeVisible()
  }
  await add('allergies', { 'Allergic to': several(1), 'Reaction (optional)': several(1) })
  await add('medicines', { Medicine: several(1), 'What it is for (optional)': several(2) })
  await add('history', { 'What happened': several(4) })
  await add('alerts', { Alert: several(1) })
  await add('details', { Name: several(1), Phone: '0491 570 006' })
  await add('private', { 'Your note': several(4) })
  await add('problems', { Problem: several(1), 'Remark (optional)': several(1) })

  const name = planted.at(-2) ?? ''
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('link', { name: /^Change/ }).click()
  await expect(page.getByRole('heading', { name: `Change: ${name}` })).toBeVisible()
  await portal.query('ALTER TABLE chart_entry ADD CONSTRAINT refuses CHECK (at IS NULL) NOT VALID')
  await page.getByLabel('Problem', { exact: true }).fill(several(1))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/^Something went wrong at our end/).first()).toBeVisible()
  await portal.query('ALTER TABLE chart_entry DROP CONSTRAINT refuses')
  await page.getByRole('button', { name: 'Save' }).click()
  const changed = page.getByRole('row').filter({ hasText: planted.at(-1) })
  await changed.getByRole('link', { name: /^End/ }).click()
  await page.getByLabel('Reason').fill(several(2))
  await page.getByRole('button', { name: 'End it' }).click()
  await expect(changed).toHaveCount(0)
  expect(planted.length).toBeGreaterThanOrEqual(20)
  await expectNowhere(portal, { before, asked, done: 'chart.entryEnded', bug: 'action.failed' })
})

type Where = { before: number; asked: string[]; done: string; bug: string }

/** No phrase that was planted is in the database, the logs since then or an address that was asked for. `done`: a deed that is in the audit; `bug`: what went wrong meanwhile. */
async function expectNowhere(portal: Portal, { before, asked, done, bug }: Where): Promise<void> {
  const kept = await everythingIn(portal)
  expect(kept).toContain(done)
  const written = {
    database: kept,
    portal: portal.log(),
    postgres: readFileSync(postgresLog, 'utf8').slice(before),
    addresses: asked.join('\n'),
  }
  expect(written.portal).toContain(bug)
  expect(written.postgres).toContain('violates check constraint "refuses"')
  for (const [where, text] of Object.entries(written))
    expect(
      planted.filter((phrase) => text.includes(phrase)),
      where,
    ).toEqual([])
}
