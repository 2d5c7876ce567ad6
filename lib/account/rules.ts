import type { Membership } from '../access/actor'

/** The page somebody starts on: practitioners and nurses their day, reception and admins the desk, everybody else their appointments. */
export function homeOf(memberships: readonly Membership[]): '/clinic/day' | '/desk' | '/my' {
  const roles = memberships[0]?.roles ?? []
  if (roles.includes('practitioner') || roles.includes('nurse')) return '/clinic/day'
  return roles.includes('receptionist') || roles.includes('admin') ? '/desk' : '/my'
}
