/** What to do about a page that failed, in the order people should do it. */
export function TryAgain({ onClick }: { onClick: () => void }) {
  return (
    <>
      <p>
        <button
          type="button"
          onClick={onClick}
          className="rounded-xs text-accent underline underline-offset-[0.2em] hover:text-accent-hover hover:decoration-2"
        >
          Try again
        </button>{' '}
        now, or come back in a few minutes.
      </p>
      <p>Appointments you have already booked are not affected.</p>
      <p>If you need an appointment or have a question, phone your clinic.</p>
    </>
  )
}
