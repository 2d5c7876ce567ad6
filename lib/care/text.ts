import { EVENTS } from '../events'
import type { Letter } from '../mail/letter'
import { EMERGENCY_HOURS } from './rules'

/** What somebody did, in the words that read on after their name; each once. */
export function saysTo(actions: readonly string[]): string[] {
  const said = actions.map((action) =>
    action in EVENTS ? EVENTS[action as keyof typeof EVENTS].says : 'did something',
  )
  return [...new Set(said)]
}

/** The same to the patient it was done to. */
export function saysOfYou(actions: readonly string[]): string[] {
  const said = saysTo(actions).map((says) =>
    says.replaceAll(/\ba patient’s\b/g, 'your').replaceAll(/\ba patient\b/g, 'you'),
  )
  return [...new Set(said)]
}

type Told = { clinicName: string; byName: string; toName: string; href: string }

/** The mail to an administrator when somebody opens a record without an appointment. It names no patient, and nothing of the record. */
export function emergencyLetter({ clinicName, byName, toName, href }: Told): Letter {
  return {
    subject: `${clinicName}: somebody opened a record in an emergency`,
    parts: [
      `Hello ${toName},`,
      `${byName} opened the record of somebody they have no appointment with. They gave a reason, and it stays open for ${EMERGENCY_HOURS} hours.`,
      { say: 'See whose it was, and why', href },
      'You get this because you are an administrator of the clinic.',
    ],
  }
}
