import { expect, type Page } from '@playwright/test'
import { patients, people } from '@/prisma/seed/cast'
import { invitationTo } from '../support/mailbox'
import { test } from '../support/portal'
import { expectSound, expectSoundPages } from '../support/sound'
import { signInApart } from '../support/visitor'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

test('a carer is asked at the desk, shows that they know the patient, and is ended by the desk', async ({
  page,
  portal,
  browser,
}) => {
  const email = 'nia@example.com'
  await signInApart(page.context(), portal.url, people.kim)
  await page.goto(`/desk/patients/${patients.cleo.id}/people`)
  await expect(page.getByRole('row', { name: /Ben Okafor.*Parent/ })).toBeVisible()
  await page.getByRole('link', { name: 'Ask somebody' }).click()
  await press(page, 'Send invitation')
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    'Choose what they are to the patient',
    'Enter their email address',
  ])
  await page.getByRole('radio', { name: 'Carer' }).check()
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('checkbox', { name: /^Record/ }).check()
  await expectSound(page)
  await press(page, 'Send invitation')
  await expect(page.getByText('The invitation is on its way')).toBeVisible()
  await expect(
    page.getByRole('row', { name: new RegExp(`${email}.*Appointments, forms, record`) }),
  ).toBeVisible()
  await expectSound(page)

  const nia = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await nia.goto(await invitationTo(nia, email))
  await expectSound(nia)
  await nia.getByLabel('Your name').fill('Nia Adeyemi')
  await nia.getByLabel('Choose a password').fill('violet tractor beneath snow')
  await birthDate(nia, '18')
  await press(nia, 'Make my account')
  await expect(nia.getByRole('alert').getByRole('link')).toHaveText(
    'That is not the date of birth the clinic has. Check it.',
  )
  await expect(nia.getByLabel('Your name')).toHaveValue('Nia Adeyemi')
  await nia.getByLabel('Choose a password').fill('violet tractor beneath snow')
  await birthDate(nia, '19')
  await press(nia, 'Make my account')
  await expect(heading(nia, 'People')).toBeVisible()
  await expect(nia.getByRole('listitem').filter({ hasText: 'Cleo Okafor' })).toContainText(
    'You are the carer. Appointments, forms, record.',
  )
  await expectSound(nia)

  await page.reload()
  await press(page, 'End what Nia Adeyemi may do')
  await expect(page.getByRole('row', { name: /Nia Adeyemi/ })).toHaveCount(0)
  await nia.reload()
  await expect(nia.getByText('Cleo Okafor', { exact: true })).toHaveCount(0)
})

test('a parent stops acting for a child by themselves', async ({ page, portal }) => {
  await signInApart(page.context(), portal.url, people.ben)
  await page.goto('/my')
  await page.getByRole('link', { name: 'People' }).click()
  await expectSoundPages(page, ['/my/people'])
  await press(page, 'End acting for Dan Okafor')
  await expect(page.getByText('Dan Okafor', { exact: true })).toHaveCount(0)
  await expect(page.getByText('Cleo Okafor', { exact: true })).toBeVisible()
})

async function birthDate(page: Page, day: string): Promise<void> {
  await page.getByLabel('Day').fill(day)
  await page.getByLabel('Month').fill('7')
  await page.getByLabel('Year').fill('2016')
}
