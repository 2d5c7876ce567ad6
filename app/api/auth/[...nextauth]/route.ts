import { authRoute } from '@/lib/access/auth-route'

export const GET = authRoute
export const POST = authRoute
