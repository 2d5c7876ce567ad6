import type { Mode } from '../schema'

const BY: Record<Mode, string> = {
  in_person: 'in person',
  video: 'by video',
  phone: 'by phone',
  chat: 'by chat',
}

/** How a service is offered: "In person or by video". */
export function modesSentence(modes: readonly Mode[]): string {
  const words = modes.map((mode) => BY[mode]).join(' or ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
