const shared = globalThis as { anteroomClosing?: (() => Promise<void>)[]; anteroomDraining?: (() => void)[] }

/** Leaves work for the end of the process, after the last answer was sent: letting running jobs end, then the pools. scripts/server.mjs calls it. */
export function whenClosing(work: () => Promise<void>): void {
  shared.anteroomClosing ??= []
  shared.anteroomClosing.push(work)
}

/** Ends what would never end by itself, such as a stream, as soon as the process is told to end. scripts/server.mjs calls it. */
export function whenDraining(end: () => void): void {
  shared.anteroomDraining ??= []
  shared.anteroomDraining.push(end)
}
