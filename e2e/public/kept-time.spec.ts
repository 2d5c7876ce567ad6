import { type APIRequestContext, expect, test } from '@playwright/test'
import { harbour } from '@/prisma/seed/cast'
import { expireHold } from '../support/database'
import { book, choose, fillDetails, goOn, heading, stranger, timeButton, timesOf } from '../support/journey'
import { bookThroughApi, type FreeTime, freeTime, uniqueName } from '../support/times'

/** Whether the public API offers a time now. */
async function isOffered(request: APIRequestContext, time: FreeTime): Promise<boolean> {
  const query = { service: 'gp', type: 'follow_up', mode: 'in_person', from: time.day, to: time.day }
  const answer = await request.get(`/api/v1/clinics/${harbour.slug}/slots`, { params: query })
  const { slots } = (await answer.json()) as { slots: { startsAt: string }[] }
  return slots.some(({ startsAt }) => startsAt === time.startsAt)
}

test('a chosen time is kept from others, and let go on leaving', async ({ page, request }) => {
  const time = await freeTime(request, 34)
  await choose(page, time)
  expect(await isOffered(request, time)).toBe(false)
  await page.reload()
  await expect(page.getByText('We are keeping this time for you until')).toBeVisible()
  await page.goBack()
  await expect(heading(page, 'When would you like to come?')).toBeVisible()
  expect(await isOffered(request, time), 'Back inside the journey keeps it').toBe(false)
  await page.goForward()
  await page.getByRole('link', { name: 'Harbour', exact: true }).click()
  await expect(heading(page, 'Harbour')).toBeVisible()
  await expect.poll(() => isOffered(request, time)).toBe(true)
  await page.goBack()
  await page.getByRole('button', { name: 'Keep this time again' }).click()
  await expect(page.getByText('We are keeping this time for you until')).toBeVisible()
  await page.goto('about:blank')
  await expect.poll(() => isOffered(request, time), 'another address lets it go').toBe(true)
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'at a computer of many' : 'at one without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('starting again clears what was typed, and lets the time go', async ({ page, request }) => {
      const time = await freeTime(request, 48, javaScriptEnabled ? 0 : 6)
      await choose(page, time)
      await fillDetails(page)
      await goOn(page)
      await page.goBack()
      await page.getByLabel('First name').fill('Typed and not sent')
      await page.getByRole('button', { name: 'Start again, clear my answers' }).click()
      await expect(heading(page, 'What do you need an appointment for?')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Start again' })).toHaveCount(0)
      expect(await isOffered(request, time)).toBe(true)
      await page.goBack()
      await page.reload()
      await expect(heading(page, 'Choose a time first')).toBeVisible()
      await choose(page, time)
      for (const name of ['First name', 'Last name', 'Mobile number'])
        await expect(page.getByLabel(name)).toHaveValue('')
      await fillDetails(page)
      await goOn(page)
      await book(page)
      await page.goto(`/${harbour.slug}/book/check`)
      await page.getByRole('button', { name: 'Clear it from this browser' }).click()
      await expect(heading(page, 'What do you need an appointment for?')).toBeVisible()
      await page.goto(`/${harbour.slug}/book/check`)
      await expect(heading(page, 'Choose a time first')).toBeVisible()
    })
  })

test('another time takes the place of the one before', async ({ page, request }) => {
  const [first, second] = [await freeTime(request, 35), await freeTime(request, 35, 4)]
  await choose(page, first)
  await page.getByRole('link', { name: 'Choose another time' }).click()
  await page.goto(timesOf(second.day))
  await timeButton(page, second).click()
  await expect(page.getByText(`${second.printed} with Dr Lucia Mora`)).toBeVisible()
  expect(await isOffered(request, first)).toBe(true)
  expect(await isOffered(request, second)).toBe(false)
})

test('a time that ran out can be kept again, and nothing typed is lost', async ({ page, request }) => {
  const time = await freeTime(request, 36)
  await choose(page, time)
  await fillDetails(page)
  await goOn(page)
  expect(await expireHold(time.startsAt)).toBe(1)
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'We could not keep your time any longer' }),
  ).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: stranger.lastName })).toBeVisible()
  await page.getByRole('button', { name: 'Keep this time again' }).click()
  await expect(page.getByText('We are keeping this time for you until')).toBeVisible()
  await book(page)
  await expect(page.getByRole('definition').filter({ hasText: time.printed })).toBeVisible()
})

test('a time that ran out and went to somebody else: three others, and nothing typed is lost', async ({
  page,
  request,
}) => {
  const time = await freeTime(request, 37)
  await choose(page, time)
  await fillDetails(page)
  await goOn(page)
  await expireHold(time.startsAt)
  await bookThroughApi(request, time, uniqueName())
  await page.getByRole('button', { name: 'Book appointment' }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'That time has just been taken' })
  await expect(notice.getByRole('button')).toHaveCount(3)
  await notice.getByRole('button').first().click()
  await expect(heading(page, 'Check your appointment before booking')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: stranger.lastName })).toBeVisible()
  await book(page)
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'a race for a time is lost' : 'a race is lost without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('that is said, with the three nearest times', async ({ page, request }) => {
      const time = await freeTime(request, 38, javaScriptEnabled ? 0 : 6)
      await page.goto(timesOf(time.day))
      await bookThroughApi(request, time, uniqueName())
      await timeButton(page, time).click()
      const notice = page.getByRole('region', { name: 'This time is gone' })
      await expect(notice).toContainText('That time has just been taken')
      await expect(notice.getByRole('button')).toHaveCount(3)
      await notice.getByRole('button').nth(1).click()
      await expect(heading(page, 'Your details')).toBeVisible()
    })
  })

test('a day without times says so, and which day has some', async ({ page, request }) => {
  const { day } = await freeTime(request, 39)
  const saturday = saturdayAfter(day)
  await page.goto(timesOf(saturday))
  await expect(page.getByRole('heading', { name: /^No free times on Saturday/ })).toBeVisible()
  await expect(page.getByRole('link', { name: '(02) 5550 0123' }).first()).toBeVisible()
  await page.getByText('The next day with free times is').getByRole('link').click()
  await expect(page.getByRole('region', { name: /^(Morning|Afternoon), Monday/ }).first()).toBeVisible()
})

/** The Saturday of the week of a date. */
function saturdayAfter(date: string): string {
  const day = new Date(`${date}T00:00Z`)
  day.setUTCDate(day.getUTCDate() + 6 - day.getUTCDay())
  return day.toISOString().slice(0, 10)
}
