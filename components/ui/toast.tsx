'use client'

import { X } from 'lucide-react'
import { Text } from 'react-aria-components/Text'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast'
import { buttonStyle } from './button'

type Said = { say: string; tone: 'plain' | 'danger'; undo?: () => void }

const queue = new ToastQueue<Said>({ maxVisibleToasts: 3 })

/** Tells staff what has just happened. With `undo` it stays longer; pointing at it or focusing it stops the clock. */
export function toast(say: string, { tone = 'plain', undo }: Partial<Omit<Said, 'say'>> = {}) {
  queue.add({ say, tone, undo }, { timeout: undo ? 20_000 : 8_000 })
}

/** Where toasts appear: once, in the staff layout. F6 moves the focus to it. */
export function Toasts() {
  return (
    <ToastRegion
      queue={queue}
      aria-label="What has just happened"
      data-density="compact"
      className="fixed inset-x-4 text-body bottom-4 z-10 flex flex-col-reverse gap-2 rounded-control sm:left-auto sm:w-96 print:hidden"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className={`flex items-center gap-2 rounded-control border bg-surface py-2 pr-2 pl-4 text-ink shadow-float ${toast.content.tone === 'danger' ? 'border-danger' : 'border-line-strong'}`}
        >
          <ToastContent className="min-w-0 grow">
            <Text slot="title">
              {toast.content.tone === 'danger' && (
                <span className="font-semibold text-danger">Not done. </span>
              )}
              {toast.content.say}
            </Text>
          </ToastContent>
          {toast.content.undo && (
            <button
              type="button"
              className={buttonStyle({ kind: 'secondary', size: 'small' })}
              onClick={() => {
                queue.close(toast.key)
                toast.content.undo?.()
              }}
            >
              Undo
            </button>
          )}
          <button
            type="button"
            className={buttonStyle({ kind: 'quiet', size: 'icon' })}
            onClick={() => queue.close(toast.key)}
          >
            <X aria-hidden className="size-4" />
            <span className="sr-only">Close</span>
          </button>
        </AriaToast>
      )}
    </ToastRegion>
  )
}
