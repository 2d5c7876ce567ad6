/** Amounts are integer cents (the currency's minor unit) with an ISO 4217 code. */

const printers = new Map<string, Intl.NumberFormat>()

/** "$85.00" in the house's English; `A$`-style prefixes only where the currency is not the clinic's own dollar. */
export function printMoney(cents: number, currency: string): string {
  let printer = printers.get(currency)
  if (!printer) {
    printer = new Intl.NumberFormat('en-AU', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    printers.set(currency, printer)
  }
  return printer.format(cents / 100)
}
