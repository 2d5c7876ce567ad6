import { expect } from '@playwright/test'
import { harbour, people } from '@/prisma/seed/cast'
import { test } from '../support/portal'
import { signInApart } from '../support/visitor'

test('a record is opened in an emergency with a reason; its patient and the administrator see that', async ({
  page,
  portal,
  browser,
}) => {
  // Somebody whom the clinic has, and Dr Mora has never seen.
  const [patient] = await portal.query<{ id: string }>(
    `SELECT patient_id AS id FROM patient_access a JOIN account c ON c.id = a.account_id
     WHERE c.email = $1 AND a.relationship = 'self'`,
    [people.ada.email],
  )
  await portal.query(`UPDATE booking SET practitioner_id = $2 WHERE patient_id = $1`, [
    patient?.id,
    harbour.practitioners[1].id,
  ])
  await signInApart(page.context(), portal.url, people.mora)
  await page.goto(`/clinic/looks/${patient?.id}`)
  await expect(page.getByRole('heading', { level: 1, name: /^Open the record of Ada/ })).toBeVisible()
  await page.getByRole('button', { name: 'Open the record' }).click()
  await expect(page.getByText('Say why you need this record').first()).toBeVisible()
  await page.getByLabel('Why you need it').fill('Covering for Noor, who is ill')
  await page.getByRole('button', { name: 'Open the record' }).click()
  await expect(page.getByRole('heading', { level: 1, name: people.ada.name })).toBeVisible()
  await page.getByRole('link', { name: 'Who opened the record' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Who opened Ada/ })).toBeVisible()
  const line = page.getByRole('listitem').filter({ hasText: people.mora.name }).first()
  await expect(line).toContainText('Without an appointment')

  const ada = await browser.newContext({ baseURL: portal.url })
  await signInApart(ada, portal.url, people.ada)
  const hers = await ada.newPage()
  await hers.goto('/my')
  await hers.getByRole('link', { name: 'Who opened your record' }).click()
  const told = hers.getByRole('listitem').filter({ hasText: people.mora.name }).first()
  await expect(told).toContainText('opened the record without having an appointment')
  await expect(hers.locator('body')).not.toContainText('Covering for Noor')
  await ada.close()

  await signInApart(page.context(), portal.url, people.ines)
  await page.goto('/admin')
  await page.getByRole('link', { name: 'See whose it was, and why (1)' }).click()
  await expect(page.getByText('Covering for Noor, who is ill')).toBeVisible()
  await page.getByRole('button', { name: /^I have seen this/ }).click()
  await expect(page.getByText(/^Seen /)).toBeVisible()
  const jobs = await portal.query<{ payload: object }>(
    `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     WHERE t.identifier = 'emergency.tell'`,
  )
  expect(jobs).toHaveLength(1)
  expect(JSON.stringify(jobs)).not.toContain('Covering')
})
