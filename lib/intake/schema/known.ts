import { z } from 'zod'
import { dateOfBirthParts } from '../../people/schema'

/** The date of birth, before what is clinical behind a link. */
export const bornInput = z.strictObject({ dateOfBirth: dateOfBirthParts })
export type BornInput = z.infer<typeof bornInput>
