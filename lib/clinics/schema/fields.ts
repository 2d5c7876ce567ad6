import { z } from 'zod'

/** Fields of the set-up forms. A field left empty is absent (lib/actions/form.ts). */

/** One line of text: trimmed, NFC, no control characters. `ask`: what is said where it is missing. */
export const line = (ask: string, longest: number) =>
  z
    .string(ask)
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1, ask)
        .max(longest, `Use ${longest} characters or fewer`)
        .regex(/^\P{Cc}*$/u, 'This has a character we cannot store'),
    )

export const emailOf = (ask: string) =>
  z
    .string(ask)
    .transform((text) => text.normalize('NFKC').trim().toLowerCase())
    .pipe(
      z
        .string()
        .max(254, 'Use 254 characters or fewer')
        .regex(/^[\x21-\x3f\x41-\x7e]+@[^\s@]+\.[^\s@]+$/, 'Enter an email address, like name@example.com'),
    )

/** The settings a form was made of (`versionOf`); none where there were none yet. */
export const settingsVersion = z.string().max(40).optional()

/** A checkbox: there or not. */
export const flag = z
  .string()
  .optional()
  .transform((sent) => sent !== undefined)

/** Checkboxes of one name: none, one or several. */
export const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent]), z.array(one))

/** A whole number as it is typed. `what` begins the sentence of a refusal. */
export const whole = (what: string, least: number, most: number, unit = '') =>
  z
    .string(`Enter ${lower(what)}`)
    .trim()
    .regex(/^\d{1,6}$/, `${what} must be a whole number`)
    .transform(Number)
    .refine(
      (number) => least <= number && number <= most,
      `${what} must be between ${least} and ${most}${unit && ` ${unit}`}`,
    )

export const optionalWhole = (what: string, least: number, most: number, unit = '') =>
  whole(what, least, most, unit).optional()

/** An amount as it is typed, "65" or "65.50", in cents. */
export const moneyCents = (what: string) =>
  z
    .string(`Enter ${what}`)
    .transform((text) => text.replaceAll(/[\s,]/g, ''))
    .pipe(z.string().regex(/^\d{1,7}(\.\d{1,2})?$/, `Enter ${what} as an amount, like 65 or 65.50`))
    .transform((text) => {
      const [units = '0', hundredths = ''] = text.split('.')
      return Number(units) * 100 + Number(hundredths.padEnd(2, '0'))
    })

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
