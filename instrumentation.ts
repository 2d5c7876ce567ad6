/** Called once per server process, before its first request. The build also makes it for the edge, where none of ours may come along. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { begin } = await import('./startup')
    await begin()
  }
}
