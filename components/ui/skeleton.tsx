/** Lines where text is about to be, shown only if it takes longer than a blink. For a Suspense fallback. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div aria-busy="true" className="flex animate-appear flex-col gap-3">
      <p role="status" className="sr-only">
        Loading
      </p>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <div key={line} className="h-(--control) rounded-control bg-line" />
      ))}
    </div>
  )
}
