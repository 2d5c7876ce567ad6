import type { VisitType } from '../booking/schema'

type Length = { minutes: number; priceCents: number }

/** How long a visit of this type is and what it costs. */
export function lengthOf(service: { initial: Length; followUp: Length }, type: VisitType): Length {
  return type === 'initial' ? service.initial : service.followUp
}
