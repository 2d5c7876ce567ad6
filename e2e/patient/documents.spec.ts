import { expect, type Page, test } from '@playwright/test'
import { jpeg, pdf, pdfWithScript, pngWithText } from '@/lib/db/testing/files'
import { patients, people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { expectSound } from '../support/sound'
import { uniqueName } from '../support/times'

const adasDocuments = `/desk/patients/${patients.ada.id}/documents`
const file = (page: Page) => page.getByLabel('File', { exact: true })
const kind = (page: Page) => page.getByLabel('What is it?')

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('Ada sends a document: one with a script is refused beside the field, what she chose stays, a plain one arrives', async ({
      page,
    }) => {
      const name = `${uniqueName()}.pdf`
      await signInAs(page, people.ada)
      await page.goto('/my/documents')
      await file(page).setInputFiles({ name, mimeType: 'application/pdf', buffer: await pdfWithScript() })
      await kind(page).selectOption('Letter or report')
      await page.getByRole('button', { name: 'Send document' }).click()
      await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
      await expect(page.locator('#file-error')).toContainText(
        'The document has scripts, attachments or commands',
      )
      await expect(kind(page)).toHaveValue('letter')
      if (javaScriptEnabled) await expectSound(page)

      await file(page).setInputFiles({ name, mimeType: 'application/pdf', buffer: await pdf() })
      await page.getByRole('button', { name: 'Send document' }).click()
      await expect(page.getByText('Your document was sent')).toBeVisible()
      const saving = page.waitForEvent('download')
      await page.getByRole('link', { name }).click()
      expect((await saving).suggestedFilename()).toBe(name)
    })

    test('eleven megabytes are refused in words', async ({ page }) => {
      await signInAs(page, people.ada)
      await page.goto('/my/documents')
      const buffer = Buffer.concat([await jpeg(), Buffer.alloc(11_000_000)])
      await file(page).setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
      await page.getByRole('button', { name: 'Send document' }).click()
      await expect(page.locator('#file-error')).toContainText('larger than 10 MB')
    })
  })

test('the progress of a file that takes its time is shown', async ({ page, context }) => {
  await signInAs(page, people.ada)
  await page.goto('/my/documents')
  const slow = await context.newCDPSession(page)
  await slow.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 50, downloadThroughput: -1, uploadThroughput: 1_000_000 },
  })
  const buffer = Buffer.concat([await jpeg(), Buffer.alloc(4_000_000)])
  await file(page).setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
  await kind(page).selectOption('Photo')
  await page.getByRole('button', { name: 'Send document' }).click()
  const progress = page.getByRole('progressbar', { name: 'Sent' })
  await expect(progress).toBeVisible()
  await expect(page.getByText('Your document was sent')).toBeVisible()
})

test('staff add a document, reception does not see a letter, and the patient opens it once it is released', async ({
  page,
  browser,
}) => {
  const name = `${uniqueName()}.pdf`
  await signInAs(page, people.mora)
  await page.goto(adasDocuments)
  await file(page).setInputFiles({ name, mimeType: 'application/pdf', buffer: await pdf() })
  await kind(page).selectOption('Letter or report')
  await page.getByRole('button', { name: 'Add document' }).click()
  await expect(page.getByText('The document was added')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('Cannot see it')
  await expectSound(page)

  const kim = await (await browser.newContext()).newPage()
  await signInAs(kim, people.kim)
  await kim.goto(adasDocuments)
  await expect(kim.getByRole('heading', { name: /^Documents of Ada/ })).toBeVisible()
  await expect(kim.getByText(name)).toHaveCount(0)

  const ada = await (await browser.newContext()).newPage()
  await signInAs(ada, people.ada)
  await ada.goto('/my/documents')
  await expect(ada.getByText(name)).toHaveCount(0)
  await row.getByRole('button', { name: `Release ${name}` }).click()
  await expect(row).toContainText('Can open it')
  await ada.reload()
  await expect(ada.getByRole('link', { name })).toBeVisible()
  const address = (await ada.getByRole('link', { name }).getAttribute('href')) ?? ''

  await row.getByRole('button', { name: `Take back ${name}` }).click()
  await expect(row).toContainText('Cannot see it')
  expect((await ada.request.get(address)).status()).toBe(404)
})

test('what is served is saved and never runs, whatever was sent', async ({ page }) => {
  await signInAs(page, people.mora)
  await page.goto(adasDocuments)
  const name = `${uniqueName()}.png`
  const buffer = await pngWithText('a comment that nobody sees')
  await file(page).setInputFiles({ name, mimeType: 'text/html', buffer })
  await kind(page).selectOption('Photo')
  await page.getByRole('button', { name: 'Add document' }).click()
  const address = (await page.getByRole('link', { name }).getAttribute('href')) ?? ''
  const answer = await page.request.get(address)
  const headers = answer.headers()
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  expect(headers['content-security-policy']).toContain("sandbox; default-src 'none'")
  expect((await answer.body()).includes('a comment')).toBe(false)
  for (const other of ['x', crypto.randomUUID()])
    expect((await page.request.get(`/api/files/${other}`)).status()).toBe(404)
})
