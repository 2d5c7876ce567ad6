import { type APIRequestContext, expect, type Locator, type Page } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { signInAs } from './session'
import { bookThroughApi, freeTime, uniqueName } from './times'

/** Somebody who booked online with Noor, whose mornings no other test wants, on Kim's calendar of that day. */
export async function onKimsCalendar(page: Page, request: APIRequestContext, weeks: number) {
  const [time, lastName] = [await freeTime(request, weeks, 0, 'noor'), uniqueName()]
  await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await open(page, `/desk/calendar?day=${time.day}`)
  const name = `Online ${lastName}`
  return { time, name, item: itemOf(page, name) }
}

/** The calendar of an address, listening. */
export async function open(page: Page, path: string) {
  await page.goto(path)
  await expect(page.getByText('Changes show as they happen')).toBeVisible()
}

export const gridOf = (page: Page) => page.getByRole('region', { name: /^Calendar, / })
export const itemOf = (page: Page, name: string) =>
  gridOf(page).getByRole('listitem').filter({ hasText: name })
export const dialog = (page: Page) => page.getByRole('dialog')

/** Drags a locator down by minutes, in steps as a hand does. */
export async function dragDown(
  page: Page,
  item: Locator,
  minutes: number,
  from: 'middle' | 'edge' = 'middle',
) {
  // Until it stands still: what others changed may just be coming in.
  await item.hover({ position: { x: 20, y: 4 } })
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
