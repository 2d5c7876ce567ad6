import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What of axe's rules another width or another palette can change. */
export const LOOK_RULES = ['color-contrast', 'scrollable-region-focusable']

/** Axe finds nothing on these pages, on a phone and at a desk, with everything unfolded; none scrolls sideways; each has one heading. */
export async function expectSoundPages(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      for (const more of document.querySelectorAll('details')) more.open = true
    })
    for (const width of [375, 1280]) {
      await page.setViewportSize({ width, height: 850 })
      const axe = new AxeBuilder({ page })
      const { violations } = await (width === 375 ? axe : axe.withRules(LOOK_RULES)).analyze()
      const found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
      expect(found, `${path} at ${width} px`).toEqual([])
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(isWider, `${path} scrolls sideways at ${width} px`).toBe(false)
    }
    await expect(page.locator('h1'), path).toHaveCount(1)
  }
}
