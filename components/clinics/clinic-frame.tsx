import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { HelpFooter } from '@/components/shell/help-footer'
import { SignOut } from '@/components/shell/sign-out'
import { SiteHeader } from '@/components/shell/site-header'
import { Link } from '@/components/ui/link'
import { printPhone } from '@/lib/people/text'

type Reachable = {
  slug: string
  name: string
  phone: string
  email?: string
  openingHours?: string
  address?: string
}

/** A clinic's pages for patients: its name, whoever is signed in, and how it is reached, at the same place on every page. */
export function ClinicFrame({
  clinic,
  account,
  children,
}: {
  clinic: Reachable
  /** The signed-in person's name; null where nobody is. Left out, the header says nothing of it. */
  account?: string | null
  children: ReactNode
}) {
  const { name, slug, phone, email, openingHours, address } = clinic
  return (
    <Frame
      header={
        <SiteHeader
          name={name}
          href={`/${slug}`}
          links={account ? [{ href: '/my', label: 'Your appointments' }] : undefined}
          account={
            account === undefined
              ? undefined
              : account === null
                ? { name: '', signOut: <SignInLink /> }
                : { name: account, signOut: <SignOut action="/api/auth/sign-out" /> }
          }
        />
      }
      footer={
        <HelpFooter
          help={{
            clinic: name,
            phone: { say: printPhone(phone), dial: phone },
            email,
            hours: openingHours ?? '',
            address,
          }}
        />
      }
    >
      {children}
    </Frame>
  )
}

function SignInLink() {
  return (
    <span className="pr-3">
      <Link href="/sign-in">Sign in</Link>
    </span>
  )
}
