/**
 * Who may import whom: the table in docs/architecture.md, one rule per row.
 * Each rule names what a folder MAY import; everything else inside src is refused. Tests may import anything.
 * test/architecture/boundaries.test.ts seeds one violation per rule.
 */

const TEST = '[.]test[.]tsx?$'

/** In a folder row: `from` may import only `may` (paths inside src); other paths inside the repository are refused. */
const row = (name, comment, from, may, fromNot = []) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: [TEST, ...fromNot] },
  to: { path: '^(src|test|bench|scripts|migrations)/', pathNot: may },
})

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown']
/** sync, match and their parts stand at the root of sources; the reading of files is machinery of theirs */
const SOURCE_ENGINES = '^src/sources/[^/]+[.]ts$'

/** the root of features: what serves requests, what both sides read, and the frame around the pages */
const FEATURE_ROOT_SERVER = '^src/features/(routes|jobs|implement|app|mcp|pace-figures|receipts|receipt-provider)[.]ts$'
const FEATURE_ROOT_SHARED =
  '^src/features/(?!(routes|jobs|implement|app|mcp|pace-figures|receipts|receipt-provider|pages|contract)[.])[a-z-]+[.]ts$'
const FEATURE_FRAME = '^src/features/([a-z-]+[.]tsx|pages[.]ts)$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    row(
      'domain-folders',
      'Domain code is pure and runs in server and browser: it imports only domain. Take what you need as an argument.',
      '^src/domain/',
      ['^src/domain/'],
    ),
    {
      name: 'domain-packages',
      comment:
        'Domain code imports zod, temporal-polyfill and pure-rand, nothing else from npm and nothing from Node. A solver comes in as an argument.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: [TEST] },
      to: { dependencyTypes: [...NPM, 'core'], pathNot: ['node_modules/(zod|temporal-polyfill|pure-rand)/'] },
    },
    {
      name: 'generator',
      comment:
        'The generator proves the models: only the demo and the command line import it. Model and proof that share a function share its faults.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/domain/generator/', '^src/(services|features)/demo/', '^src/cli/'] },
      to: { path: '^src/domain/generator/' },
    },
    row(
      'platform',
      'Platform serves any product: it imports platform, the error and the instant of the domain, never a product folder.',
      '^src/platform/',
      ['^src/platform/', '^src/domain/(errors|instant)[.]ts$'],
    ),
    row(
      'db',
      'db stores: it imports domain and platform. Rules belong to domain, writes with rules to services.',
      '^src/db/',
      ['^src/(db|domain|platform)/'],
    ),
    row(
      'metrics',
      'The metrics engine imports domain and db/{schema,client,at,spans,deal-facts,team-path}. A metric never depends on a feature or a service.',
      '^src/metrics/',
      ['^src/(metrics|domain)/', '^src/db/(schema|client|spans|at|deal-facts|team-path)[.]ts$'],
      ['^src/metrics/catalog/'],
    ),
    row(
      'services',
      'A service imports domain, db, metrics and platform. What a screen needs goes into features/<screen>/server.',
      '^src/services/',
      ['^src/(services|domain|db|metrics|platform)/'],
    ),
    row(
      'sources',
      'A source imports domain, platform, sources/source.ts and itself. Records go to the sink: no services, no db, no other source.',
      '^src/sources/([^/]+)/',
      ['^src/(domain|platform)/', '^src/sources/source[.]ts$', '^src/sources/$1/'],
    ),
    row(
      'source-engines',
      'sources/{sync,match} import domain, metrics, services, platform, the registry of sources and the reading of files, mailboxes and calendars, never a feature or db.',
      SOURCE_ENGINES,
      ['^src/(domain|metrics|services|platform)/', SOURCE_ENGINES, '^src/sources/(files|calendar|mailbox)/'],
      ['^src/sources/index[.]ts$'],
    ),
    row(
      'alerts',
      'The alert engine imports domain, metrics, services, platform and its rules, never a feature.',
      '^src/alerts/',
      ['^src/(alerts|domain|metrics|services|platform)/'],
      ['^src/alerts/rules/'],
    ),
    row(
      'meetings',
      'The meeting engine imports domain, metrics, services, platform and its templates, never a feature.',
      '^src/meetings/',
      ['^src/(meetings|domain|metrics|services|platform)/'],
      ['^src/meetings/templates/'],
    ),
    row(
      'metric-declarations',
      'A metric is a declaration: it imports its define file (metrics/metric.ts), domain and other metrics.',
      '^src/metrics/catalog/',
      ['^src/domain/', '^src/metrics/metric[.]ts$', '^src/metrics/catalog/'],
    ),
    row(
      'alert-declarations',
      'An alert rule is a declaration: it imports its define file (alerts/rule.ts), domain and metric ids.',
      '^src/alerts/rules/',
      ['^src/domain/', '^src/alerts/(rule|rules/[^/]+)[.]ts$', '^src/metrics/catalog/index[.]ts$'],
    ),
    row(
      'meeting-declarations',
      'A meeting template is a declaration: it imports its define file (meetings/meeting.ts), domain and metric ids.',
      '^src/meetings/templates/',
      ['^src/domain/', '^src/meetings/(meeting|templates/[^/]+)[.]ts$', '^src/metrics/catalog/index[.]ts$'],
    ),
    row(
      'ui',
      'The design system imports ui, domain and metrics/format. It knows no feature and no server.',
      '^src/ui/',
      ['^src/(ui|domain)/', '^src/metrics/format[.]ts$'],
    ),
    row(
      'feature-web',
      'A page imports ui, domain, the format of figures, its own folder and the frame. What two pages share goes into ui or domain.',
      '^src/features/([^/]+)/web/',
      [
        '^src/(ui|domain)/',
        '^src/metrics/format[.]ts$',
        '^src/features/$1/(contract[.]ts$|web/)',
        FEATURE_ROOT_SHARED,
        '^src/features/[a-z-]+[.]tsx$',
      ],
    ),
    row(
      'feature-contract',
      'A contract is read by server and browser: it imports domain and the shared parts of contracts.',
      '^src/features/([^/]+)/contract[.]ts$',
      ['^src/domain/', FEATURE_ROOT_SHARED],
    ),
    row(
      'feature-shared',
      'What several contracts or pages share is read by the browser: it imports domain, the format of figures and the whole contract.',
      FEATURE_ROOT_SHARED,
      ['^src/domain/', '^src/metrics/format[.]ts$', FEATURE_ROOT_SHARED, '^src/features/contract[.]ts$'],
    ),
    row(
      'feature-frame',
      'The frame around the pages imports ui, domain, what contracts share, contracts and pages: nothing of the server.',
      FEATURE_FRAME,
      [
        '^src/(ui|domain)/',
        '^src/metrics/format[.]ts$',
        FEATURE_FRAME,
        '^src/features/[a-z-]+[.]module[.]css$',
        FEATURE_ROOT_SHARED,
        '^src/features/contract[.]ts$',
        '^src/features/[^/]+/(contract[.]ts$|web/)',
      ],
    ),
    row(
      'feature-registries',
      'The lists of routes and jobs, the context of a call and the app that serves them belong to the server: no page, no design system.',
      FEATURE_ROOT_SERVER,
      [
        '^src/(services|metrics|alerts|meetings|db|platform|domain)/',
        SOURCE_ENGINES,
        FEATURE_ROOT_SERVER,
        FEATURE_ROOT_SHARED,
        '^src/features/contract[.]ts$',
        '^src/features/[^/]+/(contract[.]ts$|server/)',
      ],
    ),
    row(
      'feature-server',
      'The server part of a screen imports services, metrics, alerts, meetings, sources/{sync,match}, db, platform, domain and its own contract. What two screens share goes into services.',
      '^src/features/([^/]+)/server/',
      [
        '^src/(services|metrics|alerts|meetings|db|platform|domain)/',
        SOURCE_ENGINES,
        '^src/features/(implement|pace-figures|receipt-provider|receipts)[.]ts$',
        FEATURE_ROOT_SHARED,
        '^src/features/$1/(contract[.]ts$|server/)',
      ],
    ),
    {
      name: 'browser-no-node',
      comment: 'Code for the browser cannot import Node.',
      severity: 'error',
      from: {
        path: ['^src/(ui/|features/[^/]+/(web/|contract[.]ts$))', FEATURE_ROOT_SHARED, FEATURE_FRAME],
        pathNot: [TEST],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-web-in-server',
      comment: 'cli, main and bench may import anything but pages.',
      severity: 'error',
      from: { path: '^(src/(cli/|main[.]ts$)|bench/)', pathNot: [TEST] },
      to: { path: '^src/(ui/|features/([^/]+/web/|pages[.]ts$))' },
    },
    {
      name: 'no-tests-in-product',
      comment: 'Product code does not import tests, benchmarks or scripts.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST] },
      to: { path: ['^(test|bench|scripts)/', TEST] },
    },
    {
      name: 'no-dev-dependency',
      comment: 'What the product imports is listed in dependencies or optionalDependencies, not in devDependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/(ui|features/[^/]+/web)/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that import each other are one concept or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that cannot be resolved hides what lies behind it from every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
