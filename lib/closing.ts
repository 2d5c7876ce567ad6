const shared = globalThis as { anteroomClosing?: (() => Promise<void>)[] }

/** Leaves work for the end of the process, run while the last answers are sent: letting running jobs end. scripts/server.mjs calls it. */
export function whenClosing(work: () => Promise<void>): void {
  shared.anteroomClosing ??= []
  shared.anteroomClosing.push(work)
}
