import { z } from 'zod'
import { type PersonInput, personInput } from '../../people/schema'
import { readPhone } from '../../phone'
import { parseDateOfBirth } from '../../time'
import type { TypedAnswers } from './draft'

/** What has to hold of the details. `today`: the calendar date at the clinic. `isKnown`: the person is on file, so nothing is asked about them. */
type Asked = { clinicPhone: string; today: string; requiresReferral: boolean; isKnown: boolean }

/** What somebody typed about themselves, as a booking takes it, or a sentence for each field that is wrong, in the order of the page. */
export type ParsedDetails =
  | { ok: true; person: PersonInput | null; reason?: string | undefined; referredBy?: string | undefined }
  | { ok: false; problems: Record<string, string> }

/** Reads what was typed into "Your details"; tells all that is wrong at once. */
export function parseDetails(typed: TypedAnswers, asked: Asked): ParsedDetails {
  const { reason, referredBy } = typed
  const referral: Record<string, string> =
    asked.requiresReferral && !referredBy?.trim() ? { referredBy: 'Enter who referred you' } : {}
  if (asked.isKnown) return answer(null, referral)
  const birth = parseDateOfBirth(typed.dateOfBirth ?? {}, asked.today)
  const person = personInput.safeParse({
    firstName: typed.firstName,
    lastName: typed.lastName,
    dateOfBirth: birth.ok ? birth.date : '1900-01-01',
    phone: typed.phone,
    email: typed.email?.trim() || undefined,
  })
  const wrong = person.error ? z.flattenError(person.error).fieldErrors : {}
  const birthField = birth.ok || !birth.part ? 'dateOfBirth' : `dateOfBirth.${birth.part}`
  const problems = {
    firstName: wrong.firstName?.[0],
    lastName: wrong.lastName?.[0],
    [birthField]: birth.ok ? undefined : birth.say,
    phone: wrong.phone?.[0] ?? phoneProblem(typed.phone, asked.clinicPhone),
    email: wrong.email?.[0],
    ...referral,
  }
  return answer(
    person.data ?? null,
    Object.fromEntries(
      Object.entries(problems).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
  )

  function answer(person: PersonInput | null, problems: Record<string, string>): ParsedDetails {
    if (Object.keys(problems).length > 0) return { ok: false, problems }
    return {
      ok: true,
      person,
      reason: reason?.trim() || undefined,
      referredBy: referredBy?.trim() || undefined,
    }
  }
}

function phoneProblem(phone: string | undefined, clinicPhone: string): string | undefined {
  return readPhone(phone ?? '', clinicPhone) ? undefined : 'Enter a mobile number, like 0412 345 678'
}
