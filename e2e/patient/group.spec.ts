import { expect, type Page, test } from '@playwright/test'
import { addDays, localDate } from '@/lib/time'
import { harbour, people } from '@/prisma/seed/cast'
import { fillDetails, heading, timeButton } from '../support/journey'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { freeTime } from '../support/times'

/** From the clinic's page to the times of a service. */
async function walkTo(page: Page, service: string, visit = 'This is my first visit'): Promise<void> {
  await page.goto('/harbour')
  await page.getByRole('link', { name: `Book ${service}` }).click()
  await page.getByRole('link', { name: visit }).click()
  await page.getByRole('link', { name: /^Anyone/ }).click()
}

/** The second class to come: the first may begin before the test ends. */
const seat = (page: Page) =>
  page
    .getByRole('region', { name: 'Next free times' })
    .getByRole('button', { name: /seats? left$/ })
    .nth(1)
const seatsIn = async (page: Page) => Number(/(\d+) seats? left$/.exec(await seat(page).innerText())?.[1])

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('somebody books a seat in a class, and there is one less', async ({ page }) => {
      await walkTo(page, 'Movement class')
      const before = await seatsIn(page)
      await seat(page).click()
      await expect(heading(page, 'Your details')).toBeVisible()
      await fillDetails(page)
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(heading(page, 'Check your appointment before booking')).toBeVisible()
      await page.getByRole('button', { name: 'Book appointment' }).click()
      await expect(heading(page, 'Appointment booked')).toBeVisible()
      await page.getByRole('link', { name: 'See, move or cancel your appointment' }).click()
      await page.getByRole('link', { name: 'Move appointment' }).click()
      await expect(page.getByRole('link', { name: /seats? left$/ }).first()).toBeVisible()
      await walkTo(page, 'Movement class')
      expect(await seatsIn(page)).toBe(before - 1)
    })

    test('somebody asks for a time that needs approval, and is told that it is not booked yet', async ({
      page,
      request,
    }) => {
      const time = await freeTime(request, 8, javaScriptEnabled ? -1 : -2, 'procedure')
      await walkTo(page, 'Minor procedure', 'I have been before')
      await expect(page.getByText('it is not booked until Harbour confirms it')).toBeVisible()
      await page.goto(`${page.url()}&day=${time.day}`)
      await timeButton(page, time).click()
      await fillDetails(page)
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(heading(page, 'Check your request before sending it')).toBeVisible()
      await page.getByRole('button', { name: 'Send request' }).click()
      await expect(heading(page, 'Request sent, not yet confirmed')).toBeVisible()
      await page.getByRole('link', { name: 'See your request' }).click()
      await expect(heading(page, 'Your request')).toBeVisible()
      await expect(page.getByText('Requested', { exact: true })).toBeVisible()
    })
  })

test('Ada sees her seats and Ben his request among their appointments', async ({ page, browser }) => {
  await signInAs(page, people.ada)
  await page.goto('/my')
  await expect(page.getByRole('article').filter({ hasText: 'Movement class' }).first()).toContainText(
    'Confirmed',
  )
  const his = await (await browser.newContext()).newPage()
  await signInAs(his, people.ben)
  await his.goto('/my')
  const request = his.getByRole('article').filter({ hasText: 'Minor procedure' })
  await expect(request).toContainText('Requested')
  await request.getByRole('link', { name: /^Withdraw/ }).click()
  await expect(heading(his, 'Withdraw this request?')).toBeVisible()
})

test('the public pages of a group and of a request are sound on a phone and at a desk', async ({ page }) => {
  const when = (service: string) =>
    `/harbour/book/when?${new URLSearchParams({ service, type: 'initial', mode: 'in_person', location: harbour.locations[0].id, practitioner: 'anyone' })}`
  const none = addDays(localDate(new Date(), harbour.timeZone), 80)
  await expectSoundPages(page, [
    ...['/harbour', when('movement'), `${when('movement')}&day=${none}`, when('procedure')],
  ])
  await page.goto(when('movement'))
  await seat(page).click()
  await fillDetails(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  await heading(page, 'Check your appointment before booking').waitFor()
  await expectSoundPages(page, ['/harbour/book/check'])
})
