import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { DEMO_PASSWORD, people } from '@/prisma/seed/cast'
import { browserLaunch } from '../support/browser'
import { begin, box, saved, status } from '../support/notes'
import { test } from '../support/portal'
import { signInApart } from '../support/visitor'

const signInHere = async (page: Page) => {
  await page.getByLabel('Email address').fill(people.mora.email)
  await page.getByLabel('Password').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
/** What a browser that was told nothing keeps of notes. */
const keptDrafts = (page: Page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'anteroom notes')) return 'no store'
    const database = await new Promise<IDBDatabase>((done) => {
      const asked = indexedDB.open('anteroom notes')
      asked.onsuccess = () => done(asked.result)
    })
    const rows = await new Promise<unknown[]>((done) => {
      const asked = database.transaction('drafts').objectStore('drafts').getAll()
      asked.onsuccess = () => done(asked.result)
    })
    database.close()
    return rows.length
  })

test('what is typed saves itself, and outlives a minute without network, an expired session, and a colleague at the same computer', async ({
  page,
  portal,
  context,
}) => {
  page.on('dialog', (dialog) => dialog.accept())
  await page.clock.install()
  const path = await begin(page, portal, 0)
  await box(page, 'Subjective').pressSequentially('Cough since Monday')
  await saved(page)
  expect(await keptDrafts(page)).toBe(0)

  await context.setOffline(true)
  await box(page, 'Objective').pressSequentially('Chest clear')
  await expect(status(page)).toContainText('Not saved: no connection')
  await page.clock.fastForward('01:00')
  await box(page, 'Objective').pressSequentially(', no fever')
  await expect(status(page)).toContainText('Not saved: no connection')
  await context.setOffline(false)
  await saved(page)

  await portal.query('UPDATE session SET ended_at = now() WHERE account_id = $1', [people.mora.accountId])
  await box(page, 'Plan').pressSequentially('Rest, fluids, and no ice cream')
  await expect(status(page)).toContainText('Not saved: you are signed out')
  await page.close()

  const other = await context.newPage()
  await signInApart(context, portal.url, people.noor)
  await other.goto(path)
  await expect(other.getByRole('heading', { level: 1, name: 'not find' })).toBeVisible()
  await portal.query('UPDATE session SET ended_at = now() WHERE account_id = $1', [people.noor.accountId])
  await other.goto(path)
  await signInHere(other)
  await expect(other.getByRole('heading', { name: 'Your text is back' })).toBeVisible()
  await expect(box(other, 'Plan')).toHaveValue('Rest, fluids, and no ice cream')
  await saved(other)
  await other.reload()
  await expect(box(other, 'Subjective')).toHaveValue('Cough since Monday')
  await expect(box(other, 'Objective')).toHaveValue('Chest clear, no fever')
  await expect(box(other, 'Plan')).toHaveValue('Rest, fluids, and no ice cream')
})

test('a browser that is killed in the middle of a sentence has it again; signing out leaves nothing', async ({
  portal,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'anteroom-killed-'))
  const start = async () =>
    chromium.launchPersistentContext(folder, { ...(await browserLaunch()), baseURL: portal.url })
  let context: BrowserContext = await start()
  let page = await context.newPage()
  const path = await begin(page, portal, 1)
  await page.route('**/api/clinic/notes', (route) => route.abort())
  await box(page, 'Assessment').pressSequentially('Most likely a vir')
  await expect.poll(() => keptDrafts(page)).toBe(1)
  await expect(status(page)).toContainText('Not saved')
  kill(folder)
  await context.close().catch(() => {})

  context = await start()
  page = await context.newPage()
  await signInApart(context, portal.url, people.mora)
  await page.goto(path)
  await expect(box(page, 'Assessment')).toHaveValue('Most likely a vir')
  await saved(page)
  await page.route('**/api/clinic/notes', (route) => route.abort())
  await box(page, 'Assessment').pressSequentially('us')
  await expect.poll(() => keptDrafts(page)).toBe(1)
  page.on('dialog', (dialog) => dialog.accept())
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/signed-out/)
  expect(await keptDrafts(page)).toBe('no store')
  await context.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Ends every process of the browser with this profile, as a power cut would. */
function kill(folder: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It ended by itself.
    }
}

test('two windows do not overwrite each other: both texts are shown, and both can be kept', async ({
  page,
  portal,
  context,
}) => {
  await begin(page, portal, 2)
  const other = await context.newPage()
  await other.goto(page.url())
  await box(page, 'Plan').fill('Rest')
  await saved(page)
  await box(other, 'Plan').fill('X-ray')
  await box(other, 'Assessment').fill('Sprain')
  const choice = other.getByRole('region', { name: /There are two texts of this note/ })
  await expect(choice.getByRole('region', { name: 'Plan' })).toContainText('X-ray')
  await expect(choice.getByRole('region', { name: 'Plan' })).toContainText('Rest')
  await expect(status(other)).toContainText('saved somewhere else')
  await choice.getByRole('button', { name: 'Keep both, one after the other' }).click()
  await expect(box(other, 'Plan')).toHaveValue('Rest\n\nX-ray')
  await saved(other)
  await page.reload()
  await expect(box(page, 'Plan')).toHaveValue('Rest\n\nX-ray')
  await expect(box(page, 'Assessment')).toHaveValue('Sprain')
})

test('in a note of 20,000 characters typing does not stutter while it saves itself', async ({
  page,
  portal,
}) => {
  await begin(page, portal, 3)
  await box(page, 'Subjective').fill('Slept badly. '.repeat(1600).slice(0, 20_000))
  await saved(page)
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') seen.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  const typed = ' And again the night after, until the morning.'
  await box(page, 'Subjective').press('End')
  await box(page, 'Subjective').pressSequentially(typed, { delay: 60 })
  await saved(page)
  const slow = await page.evaluate(() =>
    (window as unknown as { seen: number[] }).seen.filter((ms) => ms > 200),
  )
  // On a machine that does other things too, one key in twenty may wait: INP is a percentile as well.
  expect(slow.length).toBeLessThanOrEqual(typed.length / 20)
})
