import { expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { heading } from '../support/journey'
import { signInAs } from '../support/session'
import { expectSound } from '../support/sound'

/** What is wrong with a form; Next's own announcer is an alert too. */
const problem = (page: Page) => page.getByRole('alert').filter({ hasText: 'There is a problem' })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('an administrator builds a form, looks at it as a patient does, publishes it and stops asking for it', async ({
  page,
}) => {
  const title = `Sleep ${crypto.randomUUID().slice(0, 8)}`
  await signInAs(page, people.ines)
  await page.goto('/admin/forms')
  await expectSound(page)
  await page.getByRole('link', { name: 'Add a form' }).click()
  await press(page, 'Add form')
  await expect(problem(page).getByRole('link')).toHaveCount(2)
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('An empty form').check()
  await press(page, 'Add form')
  await expect(page.getByText('Add a question first')).toBeVisible()

  await page.getByRole('link', { name: 'One of several answers' }).click()
  await page.getByLabel('Question').fill('Do you sleep well?')
  await page.getByLabel('Answers').fill('Yes')
  await press(page, 'Add')
  await expect(problem(page)).toContainText('Enter at least two answers')
  await expect(page.getByLabel('Question')).toHaveValue('Do you sleep well?')
  await page.getByLabel('Answers').fill('Yes\n! No')
  await expectSound(page)
  await press(page, 'Add')
  await page.getByRole('link', { name: 'Short text' }).click()
  await page.getByLabel('Question').fill('Since when not?')
  await page.getByText('When it is asked').click()
  await page.getByLabel('Do you sleep well?: No').check()
  await press(page, 'Add')
  await expect(page.getByText('put a section between them')).toBeVisible()
  await page.getByRole('link', { name: 'Section', exact: true }).click()
  await page.getByLabel('Title', { exact: true }).fill('More about it')
  await press(page, 'Add')
  await page.getByRole('button', { name: 'Up “More about it”' }).click()
  await expect(page.getByText('put a section between them')).toHaveCount(0)
  await expect(page.getByText('only if “Do you sleep well?” is “No”')).toBeVisible()
  await expectSound(page)

  await page.getByRole('link', { name: 'Preview as the patient' }).click()
  await press(page, 'Save and continue')
  await expect(problem(page)).toContainText('Choose an answer')
  await page.getByLabel('No', { exact: true }).check()
  await press(page, 'Save and continue')
  await expect(heading(page, 'More about it')).toBeVisible()
  await page.getByLabel('Since when not?').fill('March')
  await press(page, 'Save and continue')
  await expect(page.getByText('The end of the preview')).toBeVisible()
  await expectSound(page)
  await page.getByRole('link', { name: 'The form', exact: true }).click()

  await page.getByRole('link', { name: 'Change which services ask for it' }).click()
  await page.getByLabel('Movement class').selectOption('Before every visit')
  await expectSound(page)
  await press(page, 'Save')
  await expect(page.getByText('Movement class: before every visit')).toBeVisible()
  await press(page, 'Publish version 1')
  await expect(page.getByText('patients are asked this version from now on')).toBeVisible()
  await expectSound(page)
  await press(page, 'Change it in a draft')
  await expect(page.getByRole('heading', { name: 'Draft of version 2' })).toBeVisible()
  await press(page, 'Stop asking for it')
  await expect(page.getByText('nobody is asked for it any more')).toBeVisible()
  await page.getByRole('link', { name: 'Version 1' }).click()
  await expect(page.getByRole('group', { name: 'Do you sleep well?' })).toBeVisible()

  await page.goto('/admin/forms/new')
  await signInAs(page, people.kim)
  await page.goto('/admin/forms')
  await expect(heading(page, 'You do not have access to this page')).toBeVisible()
})
