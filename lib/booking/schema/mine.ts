import { z } from 'zod'
import { cancelBody, chosenTime } from '../schema'

/** The forms "move" and "cancel" of a person's own pages. `bookingId`: absent where a link says which. `version`: as the page showed it. */
const ofMine = { bookingId: z.uuid('This is not one of ours').optional(), version: z.coerce.number().int() }

export const myMoveInput = z.strictObject({ ...ofMine, time: chosenTime })
export type MyMoveInput = z.infer<typeof myMoveInput>

export const myCancelInput = cancelBody.extend(ofMine)
export type MyCancelInput = z.infer<typeof myCancelInput>
