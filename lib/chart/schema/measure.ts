import { z } from 'zod'

/** What is typed after measuring. Every value may be left out; which are likely is a rule's to say (lib/chart/rules/measurements). */

/** A decimal number, "37.2" or "37,2", as a whole number of 10^-digits; more digits than that are refused. */
const decimal = (ask: string, digits: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\s/g, '').replace(',', '.'))
    .pipe(z.string().regex(new RegExp(`^\\d{1,3}(\\.\\d{1,${digits}})?$`), ask))
    .transform((text) => {
      const [whole = '', part = ''] = text.split('.')
      return Number(whole + part.padEnd(digits, '0'))
    })
    .optional()

const whole = (ask: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, ask)
    .transform(Number)
    .optional()

export const measureInput = z.strictObject({
  patientId: z.uuid('This is not one of ours'),
  temperature: decimal('Enter a temperature in °C, like 36.8', 1),
  pressure: z
    .string()
    .trim()
    .regex(/^\d{1,3}\s*[/\s]\s*\d{1,3}$/, 'Enter both numbers, like 120/80')
    .transform((text) => {
      const [systolic, diastolic] = text.split(/[/\s]+/).map(Number)
      return { systolic, diastolic }
    })
    .optional(),
  pulse: whole('Enter beats per minute, like 72'),
  respiration: whole('Enter breaths per minute, like 14'),
  oxygen: whole('Enter a percentage, like 98'),
  /** Kilograms, kept as grams. */
  weight: decimal('Enter a weight in kg, like 72.4', 3),
  /** Centimetres, kept as millimetres. */
  height: decimal('Enter a height in cm, like 168.5', 1),
  /** Wall time at the clinic; neither: now. */
  takenOn: z.iso.date('Enter a date').optional(),
  takenAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, like 09:30')
    .optional(),
  /** The unusual values were looked at, and are right. */
  isRight: z.literal('on').optional(),
})
export type MeasureInput = z.infer<typeof measureInput>
