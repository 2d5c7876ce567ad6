import { readiness } from '@/lib/http/ready'

export const dynamic = 'force-dynamic'

export const GET = (): Promise<Response> => readiness()
