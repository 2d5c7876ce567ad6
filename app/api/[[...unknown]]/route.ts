import { unknownAddress } from '@/lib/http/problem'

// Every address under /api that is nobody's: callers are programs, and get a problem instead of the page for people.
export const dynamic = 'force-dynamic'

export const GET = unknownAddress
export const HEAD = unknownAddress
export const POST = unknownAddress
export const PUT = unknownAddress
export const PATCH = unknownAddress
export const DELETE = unknownAddress
export const OPTIONS = unknownAddress
