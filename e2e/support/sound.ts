import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/** Every page is looked at as a phone sees it, by day and by night, and as a desk does. */
const LOOKS = [
  { width: 375, colorScheme: 'light' },
  { width: 375, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

/** The pages of these addresses are sound, with everything on them unfolded. */
export async function expectSoundPages(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      for (const more of document.querySelectorAll('details')) more.open = true
    })
    await expectSound(page)
  }
}

/** The page as it stands is sound: in no look does axe find anything or does it scroll sideways, and it has one heading. */
export async function expectSound(page: Page): Promise<void> {
  const before = page.viewportSize()
  await expect(page.locator('h1'), page.url()).toHaveCount(1)
  await page.evaluate(axe.source)
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 850 })
    // Colours in the middle of a transition are nobody's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const where = `${page.url()} at ${width} px, ${colorScheme}`
    expect(await page.evaluate(findFaults), where).toEqual([])
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(isWider, `${where} scrolls sideways`).toBe(false)
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (before) await page.setViewportSize(before)
}

/** Runs in the page: the rules that it breaks, each with the first element that does. */
async function findFaults(): Promise<string[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') }
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
}
