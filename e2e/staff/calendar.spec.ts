import { expect, test } from '@playwright/test'
import { harbour } from '@/prisma/seed/cast'
import { dialog, dragDown, gridOf, itemOf, onKimsCalendar, open } from '../support/calendar'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

const [, noor] = harbour.practitioners

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
