import { type Browser, expect, type Page } from '@playwright/test'

/** A mail as the demo's mailbox shows it: its subject, its words, its links, its calendar file. */
export type Mail = { subject: string; text: string; links: string[]; calendar: string }

/** Waits for a mail to an address that only this test uses, and opens it. `subject`: how it begins. */
export async function mailTo(browser: Browser, address: string, subject: string): Promise<Mail> {
  const page = await (await browser.newContext()).newPage()
  const row = page.getByRole('row').filter({ hasText: address }).filter({ hasText: subject })
  await expect(async () => {
    await page.goto('/dev/mailbox')
    await expect(row.first()).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 30_000 })
  await row.first().getByRole('link').click()
  await page.getByRole('link', { name: /^Download/ }).waitFor()
  const main = page.locator('main')
  const hrefs = await main
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  const file = hrefs.find((href) => href?.endsWith('.ics')) ?? ''
  const calendar = await (await page.request.get(file)).text()
  const [title, text] = [await page.getByRole('heading', { level: 1 }).innerText(), await main.innerText()]
  await page.context().close()
  return { subject: title, text, links: hrefs.filter((href) => href !== null), calendar }
}

/** Where the one invitation that was mailed to somebody leads. */
export async function invitationTo(page: Page, to: string): Promise<string> {
  const mail = page.getByRole('row').filter({ hasText: to }).getByRole('link')
  await expect(async () => {
    await page.goto('/dev/mailbox')
    await expect(mail).toBeVisible({ timeout: 1000 })
  }).toPass()
  await mail.click()
  await page.waitForURL(/mailbox\/./)
  const text = await page.locator('main').innerText()
  const [link] = /https?:\/\/\S+\/join\/(patient\/)?[\w-]{43}/.exec(text) ?? []
  return new URL(link ?? '').pathname
}

/** The value of a line of a calendar file, its folds joined and its commas as they were (RFC 5545). */
export function calendarLine(calendar: string, name: string): string {
  const unfolded = calendar.replace(/\r?\n[ \t]/g, '')
  const line = unfolded.split(/\r?\n/).find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`))
  return (line?.slice(line.indexOf(':') + 1) ?? '').replace(/\\([,;\\])/g, '$1').replaceAll('\\n', '\n')
}
