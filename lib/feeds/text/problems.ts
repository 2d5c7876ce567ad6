import type { OutsideFailure } from '../../http/outside'

/** Why a calendar's busy times cannot be told. */
export class UnreadableCalendar extends Error {
  override readonly name = 'UnreadableCalendar'
  constructor(readonly code: 'not_a_calendar' | 'too_many') {
    super(code)
  }
}

const SENTENCES: Record<OutsideFailure | UnreadableCalendar['code'], string> = {
  unreachable: 'Its server could not be reached.',
  not_public: 'Its address does not lead to a public server.',
  refused: 'Its server refused it. The address may have been changed or withdrawn.',
  too_large: 'It is larger than 2 MB. Share a calendar with fewer old entries.',
  too_slow: 'Its server took too long to answer.',
  not_a_calendar: 'The address does not lead to a calendar (.ics). It may be the address of its web page.',
  too_many: 'Something in it repeats too often to be counted out.',
}

/** Why a connected calendar could not be read, as staff are told. `code`: ours, as it is kept. */
export function problemSentence(code: string): string {
  return (SENTENCES as Record<string, string>)[code] ?? SENTENCES.unreachable
}
