import { expect, type Page, test } from '@playwright/test'
import { choose, fillDetails, goOn, timesOf } from '../support/journey'
import { freeTime } from '../support/times'

/** performance.md G6: what a booking page may weigh, in bytes as they travel. The aim is 155 kB. */
const MOST_SCRIPT = 180_000
/** G6b: slow 4G, a processor four times slower. Milliseconds, and the share of the screen that moves. */
const SLOWEST_PAINT = 1500
const MOST_SHIFT = 0.02

/** The compressed script of a page, loaded as if for the first time. */
async function scriptOf(page: Page, path: string): Promise<number> {
  const wire = await page.context().newCDPSession(page)
  const scripts = new Set<string>()
  let bytes = 0
  wire.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await wire.send('Network.enable')
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(path)
  await page.waitForLoadState('load')
  await wire.detach()
  return bytes
}

test('booking pages are light', async ({ page, request }) => {
  const time = await freeTime(request, 49)
  const weights = new Map<string, number>()
  for (const path of ['/harbour', '/harbour/book', timesOf(time.day)])
    weights.set(path, await scriptOf(page, path))
  await choose(page, time)
  weights.set('details', await scriptOf(page, '/harbour/book/details'))
  await fillDetails(page)
  await goOn(page)
  weights.set('check', await scriptOf(page, '/harbour/book/check'))
  for (const [path, bytes] of weights) {
    expect(bytes, path).toBeGreaterThan(50_000)
    expect(bytes, path).toBeLessThanOrEqual(MOST_SCRIPT)
  }
})

test('the free times are there soon on a slow phone, and nothing jumps', async ({ browser, request }) => {
  const { day } = await freeTime(request, 49)
  const paints: number[] = []
  for (let tries = 0; tries < 3; tries++) {
    const { paint, shift } = await slowly(
      await browser.newPage({ viewport: { width: 375, height: 740 } }),
      timesOf(day),
    )
    expect(shift).toBeLessThanOrEqual(MOST_SHIFT)
    paints.push(paint)
  }
  // The best of three: what else the machine does at the moment is not the page's doing.
  expect(Math.min(...paints)).toBeLessThanOrEqual(SLOWEST_PAINT)
})

async function slowly(page: Page, path: string): Promise<{ paint: number; shift: number }> {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  const [downloadThroughput, uploadThroughput] = [200_000, 94_000]
  await wire.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput,
    uploadThroughput,
  })
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(path)
  await page.waitForLoadState('load')
  const seen = await page.evaluate(
    () =>
      new Promise<{ paint: number; shift: number }>((done) => {
        const seen = { paint: 0, shift: 0 }
        const watch = (type: string, each: (entry: PerformanceEntry) => void) =>
          new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
        watch('layout-shift', (entry) => {
          seen.shift += (entry as PerformanceEntry & { value: number }).value
        })
        watch('largest-contentful-paint', (entry) => {
          seen.paint = entry.startTime
        })
        // Twice: observers are told of what was before in the next turn.
        requestIdleCallback(() => requestIdleCallback(() => done(seen)))
      }),
  )
  await page.close()
  return seen
}
