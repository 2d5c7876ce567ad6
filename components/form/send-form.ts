import type { FormState } from '@/lib/actions/state'

/**
 * Sends a form with a file to a route handler made by `defineUpload`, telling how much of it has left: `fetch` cannot. Resolves with its
 * answer; where that is another page, goes there and does not resolve. Rejects when nothing, or nothing of ours, came back.
 */
export function sendForm<T>(
  address: string,
  form: FormData,
  onProgress: (share: number) => void,
): Promise<FormState<T>> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => fail(new Error('not sent'))
    request.onload = () => {
      try {
        const answer = JSON.parse(request.responseText) as { next: string } | { state: FormState<T> }
        if ('state' in answer) return done(answer.state)
        // Who comes back to this page comes to a new one, not to a form that is still on its way.
        window.addEventListener('pageshow', ({ persisted }) => persisted && window.location.reload())
        window.location.assign(answer.next)
      } catch (error) {
        fail(error)
      }
    }
    request.open('POST', address)
    request.setRequestHeader('Accept', 'application/json')
    request.send(form)
  })
}
