import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { wholeBrowserLaunch } from '../support/browser'
import { heading } from '../support/journey'

/** Row I8: two people, one computer. What the first saw, the second never sees. */

/** Playwright starts browsers without the back-forward cache; people's have it. */
let browser: Browser
test.beforeAll(async () => {
  browser = await chromium.launch({
    ...(await wholeBrowserLaunch()),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
})
test.afterAll(() => browser.close())

const VISITS = {
  ada: { person: people.ada, home: '/my', inside: /^\/my\/appointments\/[^/]+$/, shows: 'Ada Lindqvist' },
  kim: { person: people.kim, home: '/desk', inside: /^\/desk\/bookings\/[^/]+$/, shows: 'Kim Tran' },
}
type Visit = (typeof VISITS)[keyof typeof VISITS]

/** Signs in afresh and looks around, by links as people do: the home page, then one appointment. */
async function lookAround(page: Page, { person, home, inside, shows }: Visit): Promise<string[]> {
  await page.goto(`/sign-in?next=${home}`)
  await page.getByRole('button', { name: person.name, exact: true }).click()
  await page.waitForURL((url) => url.pathname === home)
  await expect(page.getByText(shows).first()).toBeVisible()
  if (home === '/desk') await busyDay(page)
  const links = await page
    .locator('main a')
    .evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).pathname))
  const path = links.find((it) => inside.test(it)) ?? ''
  await page.locator(`main a[href^="${path}"]`).first().click()
  await page.waitForURL((url) => url.pathname === path)
  await expect(page.getByText(shows).first()).toBeVisible()
  return [home, path]
}

/** A day of the desk's that somebody is booked on: today may be a Sunday. */
async function busyDay(page: Page): Promise<void> {
  const rows = page.locator('main a[href^="/desk/bookings/"]')
  for (let days = 0; days < 7 && (await rows.count()) === 0; days++) {
    const before = page.url()
    await page.getByRole('link', { name: 'Next day' }).click()
    await page.waitForURL((url) => url.href !== before)
  }
}

for (const [who, visit] of Object.entries(VISITS))
  test(`after ${who} has signed out: not by Back, not by Forward, not by address, not in another tab`, async ({
    baseURL,
  }) => {
    const context = await browser.newContext({ baseURL })
    const page = await context.newPage()
    const seen = await lookAround(page, visit)
    const otherTab = await context.newPage()
    await otherTab.goto(visit.home)
    await expect(otherTab.getByText(visit.shows).first()).toBeVisible()

    const signedOut = page.waitForResponse((answer) => answer.url().endsWith('/api/auth/sign-out'))
    await page.getByRole('button', { name: 'Sign out' }).click()
    const { 'clear-site-data': cleared, 'cache-control': kept } = await (await signedOut).allHeaders()
    expect([cleared, kept]).toEqual(['"cache", "storage"', 'no-store'])
    await expect(heading(page, 'Sign in')).toBeVisible()

    const nothing = async (tab: Page, how: string) => {
      await tab.waitForLoadState()
      await expect(heading(tab, 'Sign in'), how).toBeVisible()
      // The demo's own sign-in buttons name everybody.
      expect(await tab.getByRole('banner').innerText(), how).not.toContain(visit.person.name)
      await expect(tab.getByRole('article'), how).toHaveCount(0)
    }
    await nothing(otherTab, 'the tab that was open')
    await page.goBack()
    await nothing(page, 'Back')
    await page.goBack()
    await nothing(page, 'Back again')
    await page.goForward()
    await nothing(page, 'Forward')
    for (const path of seen) {
      const tab = await context.newPage()
      await tab.goto(path)
      await nothing(tab, `a new tab at ${path}`)
    }
    expect((await context.storageState()).origins).toEqual([])
    await context.close()
  })

test('a tab that shows somebody else’s pages asks again who is there', async ({ baseURL }) => {
  const context = await browser.newContext({ baseURL })
  const [adas, kims] = [await context.newPage(), await context.newPage()]
  await lookAround(adas, VISITS.ada)
  await lookAround(kims, VISITS.kim)
  await expect(adas.getByRole('banner')).not.toContainText('Ada Lindqvist')
  await context.close()
})

test('what is shown to somebody signed in is kept by no cache on the way', async ({ baseURL }) => {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  const kept: string[] = []
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url())
    const isFile = pathname.startsWith('/_next/static/') || pathname === '/icon.svg'
    if (!isFile && answer.headers()['cache-control'] !== 'no-store') kept.push(answer.url())
  })
  await lookAround(page, VISITS.ada)
  expect(kept).toEqual([])
  await context.close()
})
