/** Called once per server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { stampRequests } = await import('./lib/http/via')
  stampRequests()
}
