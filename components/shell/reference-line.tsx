/** The number under which the log knows what happened. For a person to read out, not to understand. */
export function ReferenceLine({ reference }: { reference: string }) {
  return (
    <p className="text-muted text-small">
      If you contact us about this, quote reference <code className="font-sans text-ink">{reference}</code>.
    </p>
  )
}
