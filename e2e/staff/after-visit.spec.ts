import { expect } from '@playwright/test'
import { patients, people } from '@/prisma/seed/cast'
import { draftNote, signedNote } from '@/prisma/seed/notes'
import { begin, box, saved } from '../support/notes'
import { test } from '../support/portal'
import { expectSoundPages } from '../support/sound'
import { signInApart } from '../support/visitor'

test('a signed note is printed, gives the patient a summary, and reception the visit that is to follow', async ({
  page,
  portal,
  browser,
}) => {
  const path = await begin(page, portal, 0)
  const noteId = path.split('/').at(-1)
  await box(page, 'Plan').fill('Rest for a week')
  await page.getByLabel('Follow-up').selectOption('2_weeks')
  await saved(page)
  const [row] = await portal.query<{ booking_id: string }>(
    'UPDATE note SET patient_id = $2 WHERE id = $1 RETURNING booking_id',
    [noteId, patients.ada.id],
  )
  await portal.query('UPDATE booking SET patient_id = $2 WHERE id = $1', [row?.booking_id, patients.ada.id])
  await page.goto(`${path}/sign`)
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(page.getByText('Written and signed by')).toBeVisible()

  await page.getByRole('link', { name: 'Print' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Note of a visit' })).toBeVisible()
  await expect(page.getByText('Rest for a week')).toBeVisible()
  const printed = await portal.query(
    `SELECT FROM audit_event WHERE action = 'note.printed' AND subject_id = $1`,
    [noteId],
  )
  expect(printed).toHaveLength(1)
  await page.getByRole('link', { name: 'The note' }).click()

  await page.getByRole('link', { name: 'Write a summary for the patient' }).click()
  const text = page.getByLabel('In words for the patient')
  await expect(text).toHaveValue('Rest for a week\n\nNext visit: In two weeks.')
  await text.fill('Please rest for a week.')
  await page.getByRole('button', { name: 'Release to the patient' }).click()
  await expect(page.getByRole('heading', { name: /^Done: Released/ })).toBeVisible()

  const ada = await browser.newContext({ baseURL: portal.url })
  await signInApart(ada, portal.url, people.ada)
  const hers = await ada.newPage()
  await hers.goto(`/my/appointments/${row?.booking_id}`)
  await expect(hers.getByRole('region', { name: 'Summary of your visit' })).toContainText(
    'Please rest for a week.',
  )
  await hers.goto('/my/looks')
  const mora = hers.getByRole('listitem').filter({ hasText: people.mora.name }).first()
  await expect(mora).toContainText('signed a note')
  await expect(mora).toContainText('printed a note')
  await ada.close()

  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('Nothing yet. The note stays with the clinic')).toBeVisible()

  await signInApart(page.context(), portal.url, people.kim)
  await portal.query(
    `UPDATE booking SET status = 'cancelled', cancelled_at = now() WHERE patient_id = $1 AND id <> $2 AND status = 'confirmed'`,
    [patients.ada.id, row?.booking_id],
  )
  await page.goto('/desk/follow-ups')
  const mine = page.getByRole('row').filter({ hasText: patients.ada.lastName })
  await expect(mine).toContainText(people.mora.name)
  await expect(page.locator('body')).not.toContainText('Rest for a week')
  await mine.getByRole('link', { name: /^Book/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Book for Ada/ })).toBeVisible()
})

test('the pages of notes and of who looked are sound on a phone and at a desk', async ({ page, portal }) => {
  const context = page.context()
  await signInApart(context, portal.url, people.mora)
  const [signed, draft] = [`/clinic/notes/${signedNote.id}`, `/clinic/notes/${draftNote.id}`]
  const [patient] = await portal.query<{ id: string }>('SELECT patient_id AS id FROM note WHERE id = $1', [
    signedNote.id,
  ])
  const [stranger] = await portal.query<{ id: string }>(
    `SELECT r.patient_id AS id FROM patient_registration r JOIN clinic c ON c.id = r.clinic_id WHERE c.slug = 'harbour'
       AND NOT EXISTS (SELECT FROM booking b WHERE b.patient_id = r.patient_id) LIMIT 1`,
  )
  await expectSoundPages(page, [
    ...['/clinic/notes', '/clinic/notes/templates', draft, `${draft}?beside=last`, `${draft}/sign`],
    ...[signed, `${signed}/print`, `${signed}/summary`, `/clinic/looks/${patient?.id}`],
    ...(stranger ? [`/clinic/open/${stranger.id}`] : []),
  ])
  await signInApart(context, portal.url, people.kim)
  await expectSoundPages(page, ['/desk/follow-ups'])
  await signInApart(context, portal.url, people.ines)
  await expectSoundPages(page, ['/admin', '/admin/emergencies'])
  await signInApart(context, portal.url, people.ben)
  await expectSoundPages(page, ['/my/looks'])
})
