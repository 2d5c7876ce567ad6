import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test'
import { harbour, people } from '@/prisma/seed/cast'
import { cutListening, endLastSession } from '../support/database'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

const [, noor] = harbour.practitioners

/** Somebody who booked online with Noor, whose mornings no other test wants, on Kim's calendar of that day. */
async function onKimsCalendar(page: Page, request: APIRequestContext, weeks: number) {
  const [time, lastName] = [await freeTime(request, weeks, 0, 'noor'), uniqueName()]
  await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await open(page, `/desk/calendar?day=${time.day}`)
  const name = `Online ${lastName}`
  return { time, name, item: itemOf(page, name) }
}

/** The calendar of an address, listening. */
async function open(page: Page, path: string) {
  await page.goto(path)
  await expect(page.getByText('Changes show as they happen')).toBeVisible()
}

const gridOf = (page: Page) => page.getByRole('region', { name: /^Calendar, / })
const itemOf = (page: Page, name: string) => gridOf(page).getByRole('listitem').filter({ hasText: name })
const dialog = (page: Page) => page.getByRole('dialog')

/** Drags a locator down by minutes, in steps as a hand does. */
async function dragDown(page: Page, item: Locator, minutes: number, from: 'middle' | 'edge' = 'middle') {
  await item.scrollIntoViewIfNeeded()
  const box = await item.boundingBox()
  if (!box) throw new Error('It is not on the screen')
  const perMinute = box.height / 20
  const [x, y] = [box.x + box.width / 3, from === 'edge' ? box.y + box.height - 3 : box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y + 6)
  await page.mouse.move(x, y + minutes * perMinute, { steps: 8 })
  await page.mouse.up()
}

test('Kim drags an appointment to another time, is asked whether the patient is told, and undoes it', async ({
  page,
  request,
}) => {
  const { item, name } = await onKimsCalendar(page, request, 8)
  await expect(item).toContainText('8:00 am to 8:20 am')
  await dragDown(page, item, 60)
  await expect(dialog(page)).toContainText(`8:00 am to 8:20 am, ${noor.person.name}`)
  await expect(dialog(page)).toContainText(`9:00 am to 9:20 am, ${noor.person.name}`)
  await expect(page.getByLabel('Tell the patient by mail')).toBeChecked()
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(item).toContainText('9:00 am to 9:20 am')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText(`${name} is back where it was.`)).toBeVisible()
  await expect(item).toContainText('8:00 am to 8:20 am')
})

test('by its lower edge it is stretched; dropped by mistake it is left where it was', async ({
  page,
  request,
}) => {
  const { item } = await onKimsCalendar(page, request, 9)
  await dragDown(page, item, 20, 'edge')
  await page.getByRole('button', { name: 'Leave it where it was' }).click()
  await expect(item).toContainText('8:00 am to 8:20 am')
  await dragDown(page, item, 20, 'edge')
  await page.getByRole('button', { name: 'Change the length' }).click()
  await expect(item).toContainText('8:00 am to 8:40 am')
})

test('with the keys alone: picked up, moved, put back; moved again, dropped, and undone', async ({
  page,
  request,
}) => {
  const { item, name, time } = await onKimsCalendar(page, request, 10)
  await open(page, `/desk/calendar?day=${time.day}&with=${noor.id}`)
  await gridOf(page).focus()
  await page.keyboard.press('Tab')
  await expect(item.getByRole('link')).toBeFocused()
  await page.keyboard.press('m')
  await expect(page.getByText(`${name} picked up, 8:00 am to 8:20 am.`)).toBeAttached()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText(`8:20 am to 8:40 am, ${noor.person.name}`).first()).toBeAttached()
  await page.keyboard.press('Escape')
  await expect(page.getByText(`${name} is back at 8:00 am to 8:20 am.`)).toBeAttached()
  await expect(item.getByRole('link')).toBeFocused()

  await page.keyboard.press('m')
  for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('8:40 am to 9:05 am')
  await page.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  await expect(item).toContainText('8:40 am to 9:05 am')
  await page.keyboard.press('F6')
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  await expect(item).toContainText('8:00 am to 8:20 am')
})

test('what a rule is against is said in words, and goes back; with a reason it is done all the same', async ({
  page,
  request,
}) => {
  const { item, time, name } = await onKimsCalendar(page, request, 11)
  const other = uniqueName()
  const later = await freeTime(request, 11, 0, 'noor')
  expect(later.day).toBe(time.day)
  await bookThroughApi(request, later, other)
  await expect(itemOf(page, other)).toBeVisible()
  await dragDown(page, item, 20)
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'That time has just been taken.' })).toBeVisible()
  await page.getByRole('button', { name: 'Leave it where it was' }).click()
  await expect(item).toContainText('8:00 am to 8:20 am')

  await dragDown(page, item, 20)
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await page.getByLabel('Why it is done anyway').fill('They come together')
  await page.getByRole('button', { name: 'Move anyway' }).click()
  await expect(itemOf(page, name)).toContainText('8:20 am to 8:40 am · By exception')
})

test('everything that is dragged has a way by the menu, which the keys and the mouse open', async ({
  page,
  request,
}) => {
  const { item, name } = await onKimsCalendar(page, request, 12)
  await item.getByRole('link').focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('link', { name: 'Move to another time…' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Details and history' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(item.getByRole('link')).toBeFocused()
  await item.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('button', { name: 'Longer or shorter…' }).click()
  await page.getByLabel('Length in minutes').fill('3')
  await page.getByRole('button', { name: 'Change the length' }).click()
  await expect(dialog(page)).toContainText('A visit is at least 5 minutes long')
  await page.getByLabel('Length in minutes').fill('30')
  await page.getByRole('button', { name: 'Change the length' }).click()
  await expect(item).toContainText('8:00 am to 8:30 am')
  await item.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('link', { name: 'Move to another time…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Move ${name}’s appointment` })).toBeVisible()
})

test('from a column, or from above by the keys, one says that somebody is away that day', async ({
  page,
  request,
}) => {
  const { time } = await onKimsCalendar(page, request, 12)
  await gridOf(page)
    .getByRole('link', { name: `${noor.person.name}: away…` })
    .click()
  await expect(page.getByLabel('Who is away')).toHaveValue(noor.id)
  await expect(page.getByLabel('First day')).toHaveValue(time.day)
  await open(page, `/desk/calendar?day=${time.day}`)
  await page.getByRole('link', { name: 'Somebody is away' }).press('Enter')
  await expect(page.getByLabel('First day')).toHaveValue(time.day)
})

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

test('the address keeps the day, the lens and whose columns, so Back and reloading work; the keys go there too', async ({
  page,
  request,
}) => {
  const { time, item } = await onKimsCalendar(page, request, 15)
  await page.goto(`/desk/calendar?day=${time.day}&view=week&with=${noor.id}`)
  await expect(item).toBeVisible()
  await page.reload()
  await expect(item).toBeVisible()
  await page.getByRole('link', { name: 'Next week' }).click()
  await expect(item).toHaveCount(0)
  await page.goBack()
  await expect(item).toBeVisible()
  await page.goto(`/desk/calendar?day=${time.day}`)
  await page.getByText('Practitioners: all').click()
  await page.getByRole('checkbox', { name: noor.person.name }).uncheck()
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('Practitioners: 1 of')).toBeVisible()
  await expect(item).toHaveCount(0)

  const calendar = gridOf(page)
  await page.goto(`/desk/calendar?day=${time.day}`)
  await page.getByLabel('Date', { exact: true }).press('t')
  await expect(page).toHaveURL(new RegExp(time.day))
  await calendar.press('j')
  await expect(page).not.toHaveURL(new RegExp(time.day))
  // The focus stays on the calendar.
  await page.keyboard.press('k')
  await expect(item).toBeVisible()
  await calendar.press('?')
  const isOn = page.getByLabel('Single-key shortcuts')
  await isOn.uncheck()
  await page.getByRole('button', { name: 'Close' }).click()
  const went: string[] = []
  page.on('request', (asked) => went.push(...(asked.headers().rsc ? [asked.url()] : [])))
  await calendar.press('j')
  await page.getByRole('button', { name: 'Keys' }).click()
  await expect(isOn).not.toBeChecked()
  expect(went).toEqual([])
  // And on again, which says that going would have been seen.
  await isOn.check()
  await page.getByRole('button', { name: 'Close' }).click()
  await calendar.press('j')
  await expect(page).not.toHaveURL(new RegExp(time.day))
  expect(went).not.toEqual([])
})

test('without JavaScript the day is there, each appointment where it is and a link', async ({
  page,
  request,
  browser,
}) => {
  const { time, name } = await onKimsCalendar(page, request, 16)
  const context = await browser.newContext({ javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto(`/desk/calendar?day=${time.day}`)
  const [one, nine] = await Promise.all([
    itemOf(plain, name).boundingBox(),
    plain.getByText('8:00 am', { exact: true }).boundingBox(),
  ])
  expect(Math.abs((one?.y ?? 0) - (nine?.y ?? 99))).toBeLessThan(3)
  await plain.getByRole('link', { name }).click()
  await expect(plain.getByRole('heading', { level: 1 })).toContainText(name)
  await context.close()
})

test('every lens is sound on a phone and at a desk', async ({ page, request }) => {
  const { time } = await onKimsCalendar(page, request, 17)
  const day = `/desk/calendar?day=${time.day}`
  await expectSoundPages(page, [
    ...[day, `${day}&view=week&with=${noor.id}`, `${day}&by=room`],
    ...['/desk/calendar?day=2031-01-01', '/desk/calendar'],
  ])
})
