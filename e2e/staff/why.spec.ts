import { expect, test } from '@playwright/test'
import { localTime } from '@/lib/time'
import { harbour, patients, people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

test('a time that is taken says which rule is against it, and where that is set', async ({
  page,
  request,
}) => {
  const time = await freeTime(request, 18, -1)
  await signInAs(page, people.ines)
  await page.goto('/desk/why')
  await page.getByLabel('Practitioner').selectOption({ label: 'Dr Lucia Mora' })
  await page.getByLabel('Date').fill(time.day)
  await page.getByLabel('Time', { exact: true }).fill(localTime(new Date(time.startsAt), harbour.timeZone))
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page.getByText('Patients can book this time online.')).toBeVisible()
  await bookThroughApi(request, time, uniqueName())
  await page.getByRole('button', { name: 'Explain' }).click()
  await expect(page.getByText(/^Not offered: 1 of \d+ rules does not hold\./)).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'The practitioner is free, buffers included' })
  await row.getByRole('link', { name: 'Buffers' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'GP appointment' })).toBeVisible()
})

test('reception sees where a rule is set but no link to it, and asks from the free times too', async ({
  page,
}) => {
  await signInAs(page, people.kim)
  await page.goto(`/desk/book/${patients.ada.id}`)
  await page.getByRole('link', { name: 'Why is a time not offered?' }).click()
  await page.getByLabel('Date').fill('2031-01-04')
  await page.getByLabel('Time', { exact: true }).fill('03:00')
  await page.getByRole('button', { name: 'Explain' }).click()
  const row = page.getByRole('row').filter({ hasText: 'inside the hours' })
  await expect(row).toContainText('Hours and leave')
  await expect(row.getByRole('link')).toHaveCount(0)
})

test('Kim types a time over another: refused in words, then booked with a reason that the day shows', async ({
  page,
  request,
}) => {
  const time = await freeTime(request, 19, -1)
  const lastName = uniqueName()
  await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await page.goto(`/desk/book/${patients.ben.id}?type=follow_up`)
  await page.getByText('Another time, or over another appointment').click()
  await page.getByLabel('Date').fill(time.day)
  await page.getByLabel('Time', { exact: true }).fill(localTime(new Date(time.startsAt), harbour.timeZone))
  await page.getByLabel('With', { exact: true }).selectOption({ label: 'Dr Lucia Mora' })
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
    'That time has just been taken.',
  )
  await page.getByRole('link', { name: /Or give a reason to book it all the same/ }).click()
  await expect(page.getByLabel('Why the rules are set aside')).toBeFocused()
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue(
    localTime(new Date(time.startsAt), harbour.timeZone),
  )
  await page.getByLabel('Why the rules are set aside').fill('Wound has opened, Dr Mora agreed')
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Appointment booked' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to that day' }).click()
  const row = page
    .getByRole('row')
    .filter({ hasText: 'Ben Okafor' })
    .filter({ hasText: time.printed.split(', ').at(-1)?.split(' ')[0] ?? '' })
  await expect(row.first()).toContainText('By exception')
  await expect(row.first()).toContainText('Wound has opened, Dr Mora agreed')
})

test('what stands outside the hours carries a badge on the day', async ({ page, request }) => {
  const time = await freeTime(request, 19, 0)
  await signInAs(page, people.kim)
  await page.goto(`/desk/book/${patients.cleo.id}?type=follow_up`)
  await page.getByText('Another time, or over another appointment').click()
  await page.getByLabel('Date').fill(time.day)
  await page.getByLabel('Time', { exact: true }).fill('18:20')
  await page.getByLabel('With', { exact: true }).selectOption({ label: 'Dr Lucia Mora' })
  await page.getByLabel('Why the rules are set aside').fill('After school')
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await page.getByRole('link', { name: 'Go to that day' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Cleo Okafor' })
  await expect(row).toContainText('Outside hours')
  await expect(row).toContainText('After school')
})

test('the page that explains a time is sound on a phone and at a desk', async ({ page, request }) => {
  const time = await freeTime(request, 18, -3)
  await signInAs(page, people.ines)
  const taken = new URLSearchParams({ service: 'gp', day: time.day, time: '03:00' })
  const free = new URLSearchParams({
    service: 'gp',
    day: time.day,
    time: localTime(new Date(time.startsAt), harbour.timeZone),
  })
  await expectSoundPages(page, ['/desk/why', `/desk/why?${taken}`, `/desk/why?${free}`])
})
