'use client'

import { useAwake } from '@/components/ui/awake'
import { printHere } from '@/lib/wall'

/** Of a visit by video or phone: when it is where the reader's device is, if that is another time of day. `at`: ISO 8601 with the clinic's offset. */
export function TimeHere({ at }: { at: string }) {
  const isAwake = useAwake()
  const instant = new Date(at)
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? []
  const there = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const here = isAwake ? printHere(instant, there, -instant.getTimezoneOffset()) : null
  return here && <span className="block text-muted">On the clock of this device: {here}</span>
}
