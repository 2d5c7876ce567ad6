/** Puts a text at the end of a box of the note on this page, after what is there; it is never put over anything. */
export function insertText(boxId: string, text: string): void {
  const box = document.getElementById(boxId)
  if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return
  const between = box.value.trim() === '' ? '' : box instanceof HTMLTextAreaElement ? '\n\n' : ' '
  box.setRangeText(between + text, box.value.length, box.value.length, 'end')
  // So that the page saves it, as if it had been typed.
  box.dispatchEvent(new Event('input', { bubbles: true }))
}
