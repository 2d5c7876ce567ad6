/** Nothing: without a file of its own, this would begin what the house's `instrumentation.ts` begins. */
export function register() {}
