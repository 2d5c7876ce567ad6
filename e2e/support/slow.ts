import type { Page } from '@playwright/test'

/** What somebody with a slow phone sees: when the largest part is there, in ms, and what share of the screen moves meanwhile. */
export type Seen = { paint: number; shift: number }

/** Opens a path over slow 4G on a processor four times slower (performance.md G6b). */
export async function slowly(page: Page, path: string): Promise<Seen> {
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
  return page.evaluate(
    () =>
      new Promise<Seen>((done) => {
        const seen = { paint: 0, shift: 0 }
        // No function with a name of its own: what runs under tsx would look for tsx's helper in the page.
        for (const type of ['layout-shift', 'largest-contentful-paint'])
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              if (type === 'layout-shift') seen.shift += (entry as PerformanceEntry & { value: number }).value
              else seen.paint = entry.startTime
            }
          }).observe({ type, buffered: true })
        // Twice: observers are told of what was before in the next turn.
        requestIdleCallback(() => requestIdleCallback(() => done(seen)))
      }),
  )
}
