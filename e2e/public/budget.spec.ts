import { expect, type Page, test } from '@playwright/test'
import { harbour } from '@/prisma/seed/cast'
import { choose, fillDetails, goOn, timesOf } from '../support/journey'
import { freeTime } from '../support/times'

// What a phone on a bad line pays for (performance.md, G6). Speed itself is measured in bench/.

/** Kilobytes of compressed JavaScript in all; the bare framework's page has about 135 of them. */
const MOST_SCRIPT_KB = 180
const MOST_SHIFT = 0.02

/** The compressed size of every script of the page, fetched as if for the first time, and how far its content jumped. */
async function cost(page: Page): Promise<{ scriptKb: number; shift: number }> {
  return page.evaluate(async () => {
    const scripts = performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    const bytes = scripts.reduce(
      (sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize,
      0,
    )
    const shifts = await new Promise<PerformanceEntryList>((done) => {
      new PerformanceObserver((list, observer) => {
        observer.disconnect()
        done(list.getEntries())
      }).observe({ type: 'layout-shift', buffered: true })
      requestAnimationFrame(() => requestAnimationFrame(() => done([])))
    })
    const shift = shifts.reduce(
      (sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value,
      0,
    )
    return { scriptKb: bytes / 1000, shift }
  })
}

async function expectWithinBudget(page: Page, what: string): Promise<void> {
  await page.reload({ waitUntil: 'load' })
  const { scriptKb, shift } = await cost(page)
  expect(scriptKb, `${what}: some script is loaded at all`).toBeGreaterThan(50)
  expect(scriptKb, `${what}: kB of compressed JavaScript`).toBeLessThanOrEqual(MOST_SCRIPT_KB)
  expect(shift, `${what}: layout shift`).toBeLessThanOrEqual(MOST_SHIFT)
}

test('every page of booking keeps to its budget of JavaScript, and does not jump', async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 375, height: 800 })
  const time = await freeTime(request, 50)
  const query = '?service=gp&type=follow_up&mode=in_person'
  for (const address of [
    `/${harbour.slug}`,
    `/${harbour.slug}/book`,
    `/${harbour.slug}/book/who${query}`,
    timesOf(time.day),
  ]) {
    await page.goto(address)
    await expectWithinBudget(page, address)
  }
  await choose(page, time)
  await expectWithinBudget(page, 'details')
  await fillDetails(page)
  await goOn(page)
  await expectWithinBudget(page, 'check')
})
