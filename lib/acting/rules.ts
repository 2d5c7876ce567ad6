/** Days an invitation to act for somebody can be taken up. */
export const ACTING_INVITATION_DAYS = 7
