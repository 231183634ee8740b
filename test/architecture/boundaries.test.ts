import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile, copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')

interface Cruise {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
    }[]
  }
}

async function cruise(cwd: string): Promise<Cruise> {
  const args = [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src']
  // a violation makes the exit code non-zero; the report is on stdout either way
  const { stdout } = await run(process.execPath, args, { cwd, maxBuffer: 1e9 }).catch(
    (error: unknown) => error as { stdout: string },
  )
  return JSON.parse(stdout) as Cruise
}

/** rule, the file that breaks it, what it imports; paths as a reader of the tree would write them */
const VIOLATIONS: readonly (readonly [rule: string, from: string, specifier: string])[] = [
  ['domain-folders', 'src/domain/a.ts', '#platform/x.ts'],
  ['domain-folders', 'src/domain/b.ts', '#db/client.ts'],
  ['domain-packages', 'src/domain/c.ts', 'node:fs'],
  ['domain-packages', 'src/domain/d.ts', 'kysely'],
  ['generator', 'src/domain/ramp/a.ts', '#domain/generator/draw.ts'],
  ['generator', 'src/services/ramp/a.ts', '#domain/generator/draw.ts'],
  ['platform', 'src/platform/a.ts', '#db/client.ts'],
  ['platform', 'src/platform/b.ts', '#domain/money.ts'],
  ['db', 'src/db/a.ts', '#services/x.ts'],
  ['db', 'src/db/b.ts', '#metrics/run.ts'],
  ['metrics', 'src/metrics/a.ts', '#services/x.ts'],
  ['metrics', 'src/metrics/b.ts', '#db/deals.ts'],
  ['services', 'src/services/deals/a.ts', '#sources/sync.ts'],
  ['services', 'src/services/deals/b.ts', '#features/deals/server/routes.ts'],
  ['sources', 'src/sources/hubspot/a.ts', '#sources/pipedrive/index.ts'],
  ['sources', 'src/sources/hubspot/b.ts', '#services/x.ts'],
  ['sources', 'src/sources/hubspot/c.ts', '#db/client.ts'],
  ['source-engines', 'src/sources/sync.ts', '#db/client.ts'],
  ['source-engines', 'src/sources/match.ts', '#sources/hubspot/index.ts'],
  ['alerts', 'src/alerts/evaluate.ts', '#features/deals/server/routes.ts'],
  ['meetings', 'src/meetings/agenda.ts', '#features/deals/server/routes.ts'],
  ['metric-declarations', 'src/metrics/catalog/a.ts', '#db/client.ts'],
  ['metric-declarations', 'src/metrics/catalog/b.ts', '#metrics/run.ts'],
  ['alert-declarations', 'src/alerts/rules/a.ts', '#alerts/evaluate.ts'],
  ['alert-declarations', 'src/alerts/rules/b.ts', '#metrics/run.ts'],
  ['meeting-declarations', 'src/meetings/templates/a.ts', '#services/x.ts'],
  ['ui', 'src/ui/a.tsx', '#features/deals/contract.ts'],
  ['ui', 'src/ui/b.tsx', '#metrics/run.ts'],
  ['feature-web', 'src/features/deals/web/a.tsx', '#features/board/web/page.tsx'],
  ['feature-web', 'src/features/deals/web/b.tsx', '#features/board/contract.ts'],
  ['feature-web', 'src/features/deals/web/c.tsx', '#features/deals/server/routes.ts'],
  ['feature-web', 'src/features/deals/web/d.tsx', '#services/x.ts'],
  ['feature-contract', 'src/features/deals/contract.ts', '#db/client.ts'],
  ['feature-contract', 'src/features/sprint/contract.ts', '#features/board/contract.ts'],
  ['feature-shared', 'src/features/scope.ts', '#features/deals/server/routes.ts'],
  ['feature-frame', 'src/features/frame.tsx', '#services/x.ts'],
  ['feature-frame', 'src/features/places.tsx', '#features/routes.ts'],
  ['feature-registries', 'src/features/jobs.ts', '#features/board/web/page.tsx'],
  ['feature-server', 'src/features/board/server/a.ts', '#features/deals/server/routes.ts'],
  ['feature-server', 'src/features/board/server/b.ts', '#sources/hubspot/index.ts'],
  ['feature-server', 'src/features/board/server/c.ts', '#ui/theme.ts'],
  ['browser-no-node', 'src/features/deals/web/e.tsx', 'node:path'],
  ['no-web-in-server', 'src/cli/a.ts', '#features/board/web/page.tsx'],
  ['no-web-in-server', 'src/main.ts', './features/pages.ts'],
  ['no-tests-in-product', 'src/services/deals/c.ts', './x.test.ts'],
  ['no-dev-dependency', 'src/services/deals/d.ts', 'fast-check'],
  ['no-unresolved', 'src/services/deals/e.ts', './absent.ts'],
]

/** Imports that the table allows; none of them may be reported. */
const ALLOWED: readonly (readonly [from: string, specifier: string])[] = [
  ['src/domain/ok.ts', 'zod'],
  ['src/domain/ok2.ts', 'temporal-polyfill'],
  ['src/domain/ok3.ts', './money.ts'],
  ['src/domain/ok.test.ts', 'fast-check'],
  ['src/domain/ramp/ok.test.ts', '#domain/generator/draw.ts'],
  ['src/services/demo/ok.ts', '#domain/generator/draw.ts'],
  ['src/db/ok.ts', '#domain/money.ts'],
  ['src/db/ok2.ts', 'kysely'],
  ['src/metrics/ok.ts', '#db/client.ts'],
  ['src/metrics/catalog/ok.ts', '#metrics/metric.ts'],
  ['src/services/deals/ok.ts', '#db/client.ts'],
  ['src/sources/hubspot/ok.ts', '#sources/source.ts'],
  ['src/sources/hubspot/ok2.ts', './mapper.ts'],
  ['src/sources/index.ts', './hubspot/index.ts'],
  ['src/alerts/rules/ok.ts', '#alerts/rule.ts'],
  ['src/ui/ok.tsx', '#metrics/format.ts'],
  ['src/features/board/web/ok.tsx', '#features/board/contract.ts'],
  ['src/features/board/web/ok2.tsx', '#features/client.ts'],
  ['src/features/wall/contract.ts', '#features/scope.ts'],
  ['src/features/app.tsx', './board/web/page.tsx'],
  ['src/features/implement.ts', '#services/x.ts'],
  ['src/features/contract.ts', './board/contract.ts'],
  ['src/features/board/web/ok3.tsx', '#features/view.tsx'],
  ['src/features/board/server/ok3.ts', '#features/implement.ts'],
  ['src/features/board/server/ok2.ts', '#features/scope.ts'],
  ['src/features/board/server/ok.ts', '#services/x.ts'],
  ['src/features/pages.ts', './board/web/page.tsx'],
  ['src/features/routes.ts', './board/server/routes.ts'],
  ['src/cli/ok.ts', '#services/x.ts'],
  ['src/services/deals/ok.test.ts', '#features/deals/server/routes.ts'],
]

const TARGETS = [
  'src/domain/money.ts',
  'src/domain/generator/draw.ts',
  'src/platform/x.ts',
  'src/db/client.ts',
  'src/db/deals.ts',
  'src/metrics/run.ts',
  'src/metrics/metric.ts',
  'src/metrics/format.ts',
  'src/services/x.ts',
  'src/services/deals/x.test.ts',
  'src/sources/source.ts',
  'src/sources/hubspot/index.ts',
  'src/sources/hubspot/mapper.ts',
  'src/sources/pipedrive/index.ts',
  'src/alerts/rule.ts',
  'src/features/client.ts',
  'src/features/view.tsx',
  'src/features/deals/server/routes.ts',
  'src/features/board/server/routes.ts',
  'src/features/board/contract.ts',
  'src/features/board/web/page.tsx',
  'src/ui/theme.ts',
]

const CYCLE = ['src/services/deals/one.ts', 'src/services/deals/two.ts'] as const

async function seed(dir: string): Promise<void> {
  const files = new Map<string, string>(TARGETS.map((path) => [path, 'export const x = 1\n']))
  for (const [, from, specifier] of VIOLATIONS) files.set(from, `import '${specifier}'\nexport const x = 1\n`)
  for (const [from, specifier] of ALLOWED) files.set(from, `import '${specifier}'\nexport const x = 1\n`)
  files.set(CYCLE[0], `import { two } from './two.ts'\nexport const one = () => two\n`)
  files.set(CYCLE[1], `import { one } from './one.ts'\nexport const two = () => one\n`)
  for (const [path, text] of files) {
    await mkdir(join(dir, dirname(path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  for (const config of [
    '.dependency-cruiser.cjs',
    'package.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'tsconfig.domain.json',
  ]) {
    await copyFile(join(root, config), join(dir, config))
  }
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'))
}

describe('import table', () => {
  let dir: string
  let seeded: Cruise
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leadout-boundaries-'))
    await seed(dir)
    seeded = await cruise(dir)
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('holds in this repository, and the modules were read', async () => {
    const { summary } = await cruise(root)
    expect(summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([])
    expect(summary.totalCruised).toBeGreaterThan(30)
  })

  it.each(VIOLATIONS)('%s refuses %s -> %s', (rule, from) => {
    expect(seeded.summary.violations.filter((v) => v.from === from).map((v) => v.rule.name)).toEqual([rule])
  })

  it('no-cycle refuses two files that import each other', () => {
    const [cycle, ...more] = seeded.summary.violations.filter((v) => v.rule.name === 'no-cycle')
    expect([cycle?.from ?? '', cycle?.to ?? ''].toSorted()).toEqual([...CYCLE])
    expect(more).toEqual([])
  })

  it.each(ALLOWED)('allows %s -> %s', (from) => {
    expect(seeded.summary.violations.filter((v) => v.from === from)).toEqual([])
  })

  it('has a seeded violation for every rule', async () => {
    const config = (await import(join(root, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string }[] }
    }
    const tried = new Set([...VIOLATIONS.map(([rule]) => rule), 'no-cycle'])
    expect(config.default.forbidden.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([])
  })
})

/** configuration, folder, what its compiler refuses there */
const REFUSED: readonly (readonly [config: string, folder: string, texts: readonly string[]])[] = [
  [
    'tsconfig.domain.json',
    'src/domain',
    [
      `export const a = fetch('https://example.org')`,
      `export const a = process.env`,
      `import { readFileSync } from 'node:fs'\nexport const a = readFileSync`,
      `export const a = document.title`,
      `export const a = Buffer.from('a')`,
      `setTimeout(() => {}, 1)\nexport {}`,
    ],
  ],
  ['tsconfig.json', 'src/services', [`export const a = document.title`, `export const a = window.location`]],
  ['tsconfig.web.json', 'src/ui', [`export const a = process.env`, `export const a = Buffer.from('a')`]],
]

describe.each(REFUSED)('%s', (config, folder, texts) => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leadout-types-'))
    await mkdir(join(dir, folder), { recursive: true })
    for (const file of ['package.json', 'tsconfig.base.json', config]) await copyFile(join(root, file), join(dir, file))
    await symlink(join(root, 'node_modules'), join(dir, 'node_modules'))
    await writeFile(join(dir, folder, 'fine.ts'), `export const fine = new Map([['a', 1]])\n`)
    await Promise.all(texts.map((text, index) => writeFile(join(dir, folder, `seed-${index}.ts`), `${text}\n`)))
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('refuses what does not belong there', async () => {
    const { stdout } = await run(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: dir }).catch(
      (error: unknown) => error as { stdout: string },
    )
    const refused = new Set(stdout.match(/^src\/[a-z0-9/-]+\.ts/gm))
    expect([...refused].toSorted()).toEqual(texts.map((_, index) => `${folder}/seed-${index}.ts`))
  })
})
