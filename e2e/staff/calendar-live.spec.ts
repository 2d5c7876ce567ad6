import { expect, test } from '@playwright/test'
import { harbour, people } from '@/prisma/seed/cast'
import { dragDown, itemOf, onKimsCalendar, open } from '../support/calendar'
import { cutListening, endLastSession } from '../support/database'
import { signInAs } from '../support/session'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

const [, noor] = harbour.practitioners

test('two browsers see each other’s change within a second', async ({ page, request, browser }) => {
  const { item, name, time } = await onKimsCalendar(page, request, 13)
  const context = await browser.newContext()
  const other = await context.newPage()
  await signInAs(other, people.mora)
  await open(other, `/desk/calendar?day=${time.day}&view=week&with=${noor.id}`)
  await expect(itemOf(other, name)).toContainText('8:00 am to 8:20 am')
  await dragDown(page, item, 60)
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(item).toContainText('9:00 am to 9:20 am')
  await expect(itemOf(other, name)).toContainText('9:00 am to 9:20 am', { timeout: 1000 })

  await dragDown(other, itemOf(other, name), 40)
  await other.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(itemOf(other, name)).toContainText('9:40 am to 10:00 am')
  await expect(item).toContainText('9:40 am to 10:00 am', { timeout: 1000 })

  const newcomer = uniqueName()
  await bookThroughApi(request, await freeTime(request, 13, 0, 'noor'), newcomer)
  for (const one of [page, other]) await expect(itemOf(one, newcomer)).toBeVisible({ timeout: 1000 })
  await context.close()
})

test('where the server itself was cut off from the database, what changed meanwhile shows all the same', async ({
  page,
  request,
}) => {
  await onKimsCalendar(page, request, 14)
  const meanwhile = uniqueName()
  expect(await cutListening()).toBe(1)
  await bookThroughApi(request, await freeTime(request, 14, 0, 'noor'), meanwhile)
  await expect(itemOf(page, meanwhile)).toBeVisible()
})

test('a session that ends ends the listening, and the page says so', async ({ page, context, baseURL }) => {
  await signInApart(context, baseURL ?? '', people.tola)
  await open(page, '/desk/calendar')
  expect(await endLastSession(people.tola.accountId)).toBe(1)
  await expect(page.getByText('You are signed out.')).toBeVisible({ timeout: 40_000 })
})

test('a page that is left while the server cannot be listened to does not listen later on', async ({
  page,
}) => {
  await signInAs(page, people.kim)
  let listened = 0
  let answerNow = () => {}
  const hasLeft = new Promise<void>((done) => {
    answerNow = done
  })
  await page.route('**/api/desk/calendar/live', (route) => {
    listened += 1
    return route.fulfill({ status: 503 })
  })
  await page.route('**/api/desk/calendar?*', async (route) => {
    await hasLeft
    await route.continue()
  })
  await page.clock.install()
  await page.goto('/desk/calendar')
  await expect(page.getByText('Not connected.')).toBeVisible()
  await page.getByRole('link', { name: 'Requests' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Requests/ })).toBeVisible()
  const answered = page.waitForResponse('**/api/desk/calendar?*')
  answerNow()
  await (await answered).finished()
  const turn = () => page.evaluate(() => fetch('/api/ready').then((answer) => answer.text()))
  await turn()
  await page.clock.fastForward(10_000)
  await turn()
  expect(listened).toBe(1)
})
