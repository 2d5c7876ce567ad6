// The least that a Next route can do: what it answers per second is the most that ours could.
export const dynamic = 'force-dynamic'
export const GET = () => Response.json({ status: 'ok' })
