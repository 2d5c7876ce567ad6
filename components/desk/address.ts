/** Where somebody's absence is entered: from which day, and whose where that is known. */
export function awayHref(fromDate: string, practitionerId?: string | null): string {
  return `/desk/away?${new URLSearchParams({ fromDate, ...(practitionerId && { practitionerId }) })}`
}
