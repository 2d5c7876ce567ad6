import { expect, test } from '@playwright/test'
import { harbour } from '@/prisma/seed/cast'
import { gridOf, itemOf, onKimsCalendar } from '../support/calendar'
import { expectSoundPages } from '../support/sound'

const [, noor] = harbour.practitioners

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
