/** Cents as they are typed into a form: "65", "65.50"; nothing where there is nothing. */
export function printAmount(cents: number | null | undefined): string {
  if (cents === null || cents === undefined) return ''
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)
}
