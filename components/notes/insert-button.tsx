'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { TemplateTexts } from '@/lib/notes/schema'
import { insertText } from './insert'

/** Puts ready words into the note on this page, after what is there. Needs script, and Toasts in the layout. */
export function InsertButton({ texts, children }: { texts: TemplateTexts; children: ReactNode }) {
  function insert() {
    for (const [box, text] of Object.entries(texts)) insertText(box, text)
    toast('Put into the note, after what was there.')
  }
  return (
    <Button kind="secondary" size="small" onClick={insert}>
      {children}
    </Button>
  )
}
