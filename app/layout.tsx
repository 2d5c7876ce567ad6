import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SkipLink } from '@/components/shell/skip-link'
import { titleTemplate } from '@/lib/actions/refused'
import { fontClasses } from './fonts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { default: 'Anteroom', template: await titleTemplate('Anteroom') },
    description: 'Book and manage your clinic appointments.',
    // iOS would turn references and Medicare numbers into links that dial.
    formatDetection: { telephone: false, date: false, address: false, email: false },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1b201f' },
  ],
}

/** Every page. Asking for the nonce makes every page dynamic: a page made at build time could not carry one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en-AU" className={fontClasses}>
      <head>
        {/* Where react-aria looks for the nonce of the few style rules it adds. */}
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body>
        <SkipLink />
        {children}
      </body>
    </html>
  )
}
