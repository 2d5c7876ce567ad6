import { ageOn } from '../../time'
import type { SendInput } from '../schema/answers'

/** Until that birthday somebody who is responsible for a patient agrees for them. */
const AGREES_ALONE_FROM = 16

/** Whether a patient may agree alone. Both are calendar dates. */
export function canAgreeAlone(bornOn: string, today: string): boolean {
  return ageOn(bornOn, today) >= AGREES_ALONE_FROM
}

/**
 * What is wrong with how somebody agrees, by control: every box has to be ticked, by a name, and by somebody responsible where the patient is
 * too young. Nothing is wrong where nothing is to be agreed to.
 */
export function consentProblems(
  consents: readonly { id: string }[],
  { agree, name, who, relationship }: SendInput,
  mayAlone: boolean,
): Record<string, string> {
  if (consents.length === 0) return {}
  const unticked = consents.filter(({ id }) => agree[id] !== 'yes')
  return {
    ...Object.fromEntries(
      unticked.map(({ id }) => [
        `agree.${id}`,
        'Tick the box if you agree. If you do not, call us before your visit',
      ]),
    ),
    ...(!name && { name: 'Enter your full name' }),
    ...(!who && { who: 'Choose who agrees' }),
    ...(who === 'patient' &&
      !mayAlone && {
        who: `A parent or somebody else who is responsible agrees for patients under ${AGREES_ALONE_FROM}`,
      }),
    ...(who === 'other' && !relationship && { relationship: 'Choose what you are to the patient' }),
  }
}
