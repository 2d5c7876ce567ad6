import { signOut } from '@/lib/access/sign-out'

export const POST = signOut
