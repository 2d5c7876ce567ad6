/** Nothing, for no address: without a file of its own, the house's `proxy.ts` would stand before the bare route. */
export function proxy() {}
export const config = { matcher: '/nowhere' }
