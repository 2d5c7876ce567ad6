'use client'

import { Button } from './button'

/** Opens the browser's print window, which saves as PDF too. Without script there is the browser's own menu. */
export function PrintButton() {
  return <Button onClick={() => window.print()}>Print or save as PDF</Button>
}
