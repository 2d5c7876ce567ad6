import { expect, type Page } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import type { Portal } from './portal'
import { bookThroughApi, freeTime, uniqueName } from './times'
import { signInApart } from './visitor'

type Person = (typeof people)[keyof typeof people]

/** A note that somebody has just begun, from the page of an appointment booked for this test (the `nth` of its week). Returns its path. */
export async function begin(
  page: Page,
  portal: Portal,
  nth: number,
  who: Person = people.mora,
): Promise<string> {
  await signInApart(page.context(), portal.url, who)
  const { reference } = await bookThroughApi(page.request, await freeTime(page.request, 3, nth), uniqueName())
  const [row] = await portal.query<{ id: string }>('SELECT id FROM booking WHERE reference = $1', [reference])
  await page.goto(`/desk/bookings/${row?.id}`)
  await page.getByRole('button', { name: /^Write note/ }).click()
  await page.waitForURL(/\/clinic\/notes\//)
  await expect(box(page, 'Plan')).toBeVisible()
  return new URL(page.url()).pathname
}

/** One of the boxes of a note. */
export const box = (page: Page, name: string) =>
  page.getByRole('form', { name: 'Note' }).getByRole('textbox', { name, exact: true })

/** What the note says of how it stands with what is typed. */
export const status = (page: Page) => page.getByRole('form', { name: 'Note' }).getByRole('status')

/** That everything typed is saved. */
export const saved = (page: Page) => expect(status(page)).toHaveText(/^Saved \d+:\d\d [ap]m$/)
