import { expect, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

test('whoever is signed out is sent to sign in, and comes back after', async ({ page }) => {
  for (const path of ['/desk', '/desk/book', '/clinic/day', '/desk/bookings/x']) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(307)
    expect(answer.headers().location, path).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
  }
})

test('a patient finds nothing behind the staff’s addresses', async ({ page }) => {
  await signInAs(page, people.ada)
  for (const path of ['/desk', '/desk/book', '/clinic/day'])
    expect((await page.goto(path))?.status(), path).toBe(404)
})

test('Lagoon’s staff see nothing of Harbour’s: not on the list, not by address, not by search', async ({
  page,
  request,
  browser,
}) => {
  const [time, lastName] = [await freeTime(request, 18), uniqueName()]
  await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await page.goto(`/desk?day=${time.day}`)
  await page.getByRole('link', { name: `Online ${lastName}` }).click()
  await page.getByRole('heading', { name: 'History' }).waitFor()
  const ofHarbour = new URL(page.url()).pathname
  const patient = await page.getByRole('link', { name: 'Book again' }).getAttribute('href')

  const tola = await (await browser.newContext()).newPage()
  await signInAs(tola, people.tola)
  await tola.goto(`/desk?day=${time.day}`)
  await expect(tola.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(tola.getByText(lastName)).toHaveCount(0)
  for (const path of [
    ofHarbour,
    `${ofHarbour}/move`,
    `${ofHarbour}/cancel`,
    `${ofHarbour}/booked`,
    patient ?? '',
  ]) {
    expect((await tola.goto(path))?.status(), path).toBe(404)
    await expect(tola.getByRole('heading', { level: 1, name: 'We could not find that' })).toBeVisible()
    expect(await tola.content(), path).not.toContain(lastName)
  }
  await tola.goto('/desk/book')
  await tola.getByLabel('Find the patient').fill(lastName)
  await tola.getByRole('button', { name: 'Search' }).click()
  await expect(tola.getByRole('heading', { name: 'Nobody found' })).toBeVisible()
})
