import { refusal } from '../errors'

/** Throws unless a policy said yes. `hidden`: what the actor may not even know of is not found. */
export function allow(may: boolean, hidden: 'hidden' | 'known' = 'hidden'): asserts may {
  if (!may) throw refusal(hidden === 'hidden' ? 'not_found' : 'not_allowed')
}
