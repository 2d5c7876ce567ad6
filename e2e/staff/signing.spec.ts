import { expect } from '@playwright/test'
import { DEMO_PASSWORD, people } from '@/prisma/seed/cast'
import { draftNote } from '@/prisma/seed/notes'
import { begin, box, saved } from '../support/notes'
import { test } from '../support/portal'
import { signInApart } from '../support/visitor'

test('a note is signed, locked and added to; a note of 20,000 characters is saved whole', async ({
  page,
  portal,
}) => {
  const path = await begin(page, portal, 3)
  const long = 'Slept badly. '.repeat(1600).slice(0, 20_000)
  await box(page, 'Subjective').fill(long)
  await box(page, 'Subjective').press('End')
  await page.keyboard.press('Control+s')
  await saved(page)
  await page.getByRole('button', { name: 'Sign…' }).click()
  await expect(
    page.getByRole('heading', { name: 'Nothing is written under Objective, Assessment, Plan' }),
  ).toBeVisible()
  await expect(page.getByLabel('Your password')).toHaveCount(0)
  await page.goBack()
  await expect(box(page, 'Subjective')).toHaveValue(long)
  await page.goForward()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(page.getByText('Written and signed by Dr Lucia Mora')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Subjective' })).toContainText(long)
  await expect(page.getByRole('form', { name: 'Note' })).toHaveCount(0)
  await page.getByText('Add to this note').click()
  await page.getByLabel('Why something is added').fill('Left out')
  await page.getByLabel('What is added').fill('Snores')
  await page.getByRole('button', { name: 'Add for good' }).click()
  await expect(page.getByRole('region', { name: 'Addendum of Dr Lucia Mora' })).toContainText('Snores')
  await page.goto(`${path}/sign`)
  expect(new URL(page.url()).pathname).toBe(path)
})

test('without JavaScript: begun, saved, refused when stale with both texts, signed with the password again; a nurse’s by a doctor', async ({
  browser,
  portal,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: portal.url })
  const page = await context.newPage()
  const path = await begin(page, portal, 4, people.noor)
  const stale = await context.newPage()
  await stale.goto(path)
  await box(page, 'Plan').fill('New dressing')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible()
  await box(stale, 'Plan').fill('Old dressing')
  await stale.getByRole('button', { name: 'Save' }).click()
  await expect(stale.getByRole('region', { name: 'Plan' })).toContainText('New dressing')
  await expect(box(stale, 'Plan')).toHaveValue('Old dressing')
  await stale.getByRole('button', { name: 'Give to be signed…' }).click()
  await stale.getByRole('button', { name: 'Give to be signed', exact: true }).click()
  await expect(stale.getByRole('heading', { name: 'Given to be signed' })).toBeVisible()

  await signInApart(context, portal.url, people.mora)
  await page.goto('/clinic/day')
  await page.getByRole('link', { name: /^Unsigned notes \(\d+\)$/ }).click()
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="${path}"]`) })
  await expect(row).toContainText('For you to sign')
  await expect(page.locator(`a[href="/clinic/notes/${draftNote.id}"]`)).toBeVisible()
  await row.getByRole('link').click()
  await page.getByRole('link', { name: 'Sign…' }).click()
  await portal.query(`UPDATE session SET created_at = now() - interval '16 minutes' WHERE account_id = $1`, [
    people.mora.accountId,
  ])
  await page.reload()
  await page.getByLabel('Your password').fill('not this one')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(page.getByText('That is not your password').first()).toBeVisible()
  await page.getByLabel('Your password').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(page.getByText('Written by Noor Haddad. Signed by Dr Lucia Mora')).toBeVisible()
  await context.close()
})

test('reception, administrators and strangers see no note and no way to one, not in the HTML either', async ({
  browser,
  page,
  portal,
}) => {
  await begin(page, portal, 5)
  const canary = `canary${crypto.randomUUID().slice(0, 8)}`
  await box(page, 'Plan').fill(canary)
  await saved(page)
  const path = new URL(page.url()).pathname
  const [note] = await portal.query<{ booking_id: string }>('SELECT booking_id FROM note WHERE id = $1', [
    path.split('/').at(-1),
  ])
  for (const person of [people.kim, people.ines, people.noor, people.ade, people.ada]) {
    const context = await browser.newContext({ baseURL: portal.url })
    await signInApart(context, portal.url, person)
    for (const asked of [path, `${path}/sign`, '/clinic/notes', `/desk/bookings/${note?.booking_id}`]) {
      const text = await (await context.request.get(asked, { headers: { rsc: '1' } })).text()
      expect(
        text + (await (await context.request.get(asked)).text()),
        `${person.name} ${asked}`,
      ).not.toContain(canary)
    }
    const data = { noteId: path.split('/').at(-1), version: 2, plan: 'Mine now' }
    const headers = { origin: portal.url }
    const answer = await context.request.post('/api/clinic/notes', { data, headers })
    expect([403, 404], person.name).toContain(answer.status())
    expect(await answer.text()).not.toContain(canary)
    await context.close()
  }
  const refused = await portal.query('SELECT FROM audit_event WHERE action = $1 AND outcome = $2', [
    'note.read',
    'refused',
  ])
  expect(refused.length).toBeGreaterThan(0)
  expect(portal.log()).not.toContain(canary)
})

test('ready words and the last note are put after what is there, the copy marked as one', async ({
  page,
  portal,
}) => {
  const before = await begin(page, portal, 6)
  await box(page, 'Plan').fill('Ice and rest')
  await saved(page)
  await page.getByRole('button', { name: 'Sign…' }).click()
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(page.getByText('Written and signed by')).toBeVisible()

  const path = await begin(page, portal, 7)
  const [earlier, id] = [before, path].map((it) => it.split('/').at(-1))
  await portal.query(
    'UPDATE note SET patient_id = (SELECT patient_id FROM note WHERE id = $1) WHERE id = $2',
    [earlier, id],
  )
  await page.goto('/clinic/notes/templates')
  await page.getByRole('textbox', { name: 'Name' }).fill('Knee')
  await page.getByRole('textbox', { name: /^Plan/ }).fill('Physiotherapy')
  await page.getByRole('button', { name: 'Save template' }).click()
  await page.getByRole('link', { name: 'Knee' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Knee' })).toBeVisible()
  await page.getByRole('textbox', { name: /^Plan/ }).fill('Physiotherapy, twice a week')
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect(page.getByRole('link', { name: 'Normal examination' })).toBeVisible()

  await page.goto(path)
  await box(page, 'Plan').fill('See below')
  await page.getByText('Templates', { exact: true }).click()
  await page.getByRole('button', { name: 'Knee' }).click()
  await expect(box(page, 'Plan')).toHaveValue('See below\n\nPhysiotherapy, twice a week')
  await page.getByRole('link', { name: 'Last note beside this one' }).click()
  await page.getByRole('button', { name: 'Copy Plan' }).click()
  await expect(box(page, 'Plan')).toHaveValue(
    /^See below\n\nPhysiotherapy, twice a week\n\n\[Copied from the note of .+:\]\nIce and rest\n\[End of the copy\]$/,
  )
  await saved(page)
})
