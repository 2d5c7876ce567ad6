import { z } from 'zod'

/** What the sign-in form sends. Neither part is judged here: a wrong email and a wrong password get one answer. */
export const signInInput = z.object({
  email: z.string('Enter your email address').max(320, 'Enter your email address'),
  password: z.string('Enter your password').max(1024, 'Enter your password'),
  /** The page they were on their way to. */
  next: z.string().optional(),
})
export type SignInInput = z.infer<typeof signInInput>

export const clinicChoiceInput = z.object({ clinicSlug: z.string('Choose a clinic').max(100) })
export type ClinicChoiceInput = z.infer<typeof clinicChoiceInput>
