import type { PasswordProblem } from '../access/password-rules'

/** Days an invitation can be taken up. */
export const INVITATION_DAYS = 7

/** When an invitation made now ends. */
export function invitationEnds(at: Date): Date {
  return new Date(at.getTime() + INVITATION_DAYS * 24 * 60 * 60_000)
}

/** What is said of a password that is refused. */
export const PASSWORD_WORDS: Record<PasswordProblem, string> = {
  too_short: 'Use at least 15 characters. Three or four words together work well.',
  too_long: 'Use 1024 characters or fewer',
  too_common: 'That password is easy to guess. Choose words that do not belong together.',
  too_personal: 'Do not use your name, your email address or the clinic’s name',
}
