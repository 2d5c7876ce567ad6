/** The only source of "now". Tests may move it; the running portal never does. */
let shiftMs = 0

/** The present instant. */
export function now(): Date {
  return new Date(Date.now() + shiftMs)
}

/** Moves the clock to an instant (it goes on ticking from there), or back to the real one. Tests only. */
export function setClock(to: Date | null): void {
  shiftMs = to === null ? 0 : to.getTime() - Date.now()
}
