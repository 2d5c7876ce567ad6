const shared = globalThis as { anteroomClosing?: (() => Promise<void>)[] }

/** Leaves work for the end of the process, after the last answer was sent: letting running jobs end, then the pools. scripts/server.mjs calls it. */
export function whenClosing(work: () => Promise<void>): void {
  shared.anteroomClosing ??= []
  shared.anteroomClosing.push(work)
}
