import { LinkButton } from '@/components/ui/button'
import { Section } from '@/components/ui/section'

/** Before a visit: that there are forms to fill in, and the way to them. Nothing where there are none. */
export function FormsToFill({ href, count }: { href: string; count: number }) {
  if (count === 0) return null
  return (
    <Section id="forms" title="Before you come">
      <p>
        {count === 1 ? 'There is a form' : `There are ${count} forms`} to fill in, so that there is more time
        for you at the visit. You can stop and go on later, also on another device.
      </p>
      <p>
        <LinkButton href={href} kind="secondary">
          Fill in {count === 1 ? 'the form' : 'the forms'}
        </LinkButton>
      </p>
    </Section>
  )
}
