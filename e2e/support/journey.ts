import { expect, type Locator, type Page } from '@playwright/test'
import { harbour } from '@/prisma/seed/cast'
import type { FreeTime } from './times'

/** Somebody nobody has on file. */
export const stranger = {
  firstName: 'Zoë',
  lastName: 'Ng-O’Brien',
  born: ['29', 'feb', '1992'],
  phone: '0491 570 006',
} as const

const how = { service: 'gp', type: 'follow_up', mode: 'in_person' } as const

/** The address of the free times of a day, as the journey would have led there. */
export function timesOf(day: string): string {
  const location = harbour.locations[0].id
  const practitioner = harbour.practitioners[0].id
  return `/${harbour.slug}/book/when?${new URLSearchParams({ ...how, location, practitioner, day })}`
}

/** The button of a time in its day's list; that a time is among the next ones too is another button. */
export function timeButton(page: Page, { ofDay }: Pick<FreeTime, 'ofDay'>) {
  return page
    .getByRole('region', { name: /^(Morning|Afternoon|Evening), / })
    .getByRole('button', { name: new RegExp(`, ${ofDay} with Dr Lucia Mora$`) })
}

/** Chooses a time of Dr Mora's. Leaves the page at "Your details". */
export async function choose(page: Page, time: FreeTime): Promise<void> {
  await page.goto(timesOf(time.day))
  await timeButton(page, time).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your details' })).toBeVisible()
}

/** Types as people do: whoever has filled in a page within half a second is taken for a program. */
export function typeInto(field: Locator, text: string): Promise<void> {
  return field.pressSequentially(text, { delay: 600 / text.length })
}

/** Fills in "Your details" of somebody nobody has on file. */
export async function fillDetails(page: Page, email?: string): Promise<void> {
  const [day, month, year] = stranger.born
  await page.getByLabel('First name').fill(stranger.firstName)
  await typeInto(page.getByLabel('Last name'), stranger.lastName)
  await page.getByLabel('Day').fill(day)
  await page.getByLabel('Month').fill(month)
  await page.getByLabel('Year').fill(year)
  await page.getByLabel('Mobile number').fill(stranger.phone)
  if (email) await page.getByLabel('Email address').fill(email)
}

/** From the filled-in details to the check page. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(page, 'Check your appointment before booking')).toBeVisible()
}

/** Presses "Book appointment" and reads the reference. */
export async function book(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(heading(page, 'Appointment booked')).toBeVisible()
  return (await page.getByText('Your reference is').locator('strong').textContent()) ?? ''
}

/** The page's one heading of the first level. */
export function heading(page: Page, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true })
}
