import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')

/** rule as oxlint names it, the file that breaks it, its text */
const VIOLATIONS: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['eslint(no-restricted-properties)', 'src/domain/clock.ts', 'export const a = Date.now()'],
  ['eslint(no-restricted-properties)', 'src/domain/random.ts', 'export const a = Math.random()'],
  ['eslint(no-restricted-properties)', 'src/platform/environment.ts', 'export const a = process.env.HOME'],
  ['eslint(no-restricted-properties)', 'src/platform/taken-apart.ts', 'export const { env } = process'],
  [
    'eslint(no-restricted-imports)',
    'src/platform/import.ts',
    `import { env } from 'node:process'\nexport const a = env`,
  ],
  ['leadout(no-ambient-clock)', 'src/services/today.ts', 'export const a = new Date()'],
  ['eslint(max-lines)', 'src/services/long.ts', 'export {}\n'.padEnd(450, '\n')],
  ['import(no-default-export)', 'src/services/default.ts', 'export default 1'],
  ['eslint(no-console)', 'src/services/loud.ts', `console.log('a')\nexport {}`],
  ['typescript(no-explicit-any)', 'src/services/any.ts', 'export const a = (x: any) => x'],
  ['typescript(ban-ts-comment)', 'src/services/ignored.ts', '// @ts-ignore\nexport const a = 1'],
  ['typescript(no-floating-promises)', 'src/services/floating.ts', 'Promise.resolve(1)\nexport {}'],
  ['vitest(no-focused-tests)', 'src/services/focus.test.ts', `import { it } from 'vitest'\nit.only('a', () => {})`],
]

const ALLOWED: readonly (readonly [file: string, text: string])[] = [
  ['src/platform/clock/now.ts', 'export const a = () => Date.now() + new Date().getTime()'],
  ['src/platform/config/env.ts', 'export const a = process.env'],
  ['src/cli/loud.ts', `console.log('a')\nexport {}`],
  ['src/domain/conversion.ts', 'export const a = new Date(0).toISOString()'],
  ['test/support/cluster.ts', 'export default () => Date.now()'],
  ['scripts/tool.mjs', `console.log(process.env.HOME, Date.now())`],
]

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string }[]
}

describe('lint', () => {
  let dir: string
  let found: Map<string, string[]>
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'leadout-lint-'))
    for (const path of ['.oxlintrc.json', 'scripts/lint', 'package.json', 'tsconfig.json', 'tsconfig.base.json']) {
      await cp(join(root, path), join(dir, path), { recursive: true })
    }
    await symlink(join(root, 'node_modules'), join(dir, 'node_modules'))
    for (const [file, text] of [...VIOLATIONS.map(([, ...seed]) => seed), ...ALLOWED]) {
      await mkdir(join(dir, dirname(file)), { recursive: true })
      await writeFile(join(dir, file), `${text}\n`)
    }
    // a violation makes the exit code non-zero; the report is on stdout either way
    const oxlint = [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json']
    const { stdout } = await run(process.execPath, oxlint, { cwd: dir }).catch(
      (error: unknown) => error as { stdout: string },
    )
    found = new Map()
    for (const { code, filename } of (JSON.parse(stdout) as Report).diagnostics) {
      found.set(filename, [...(found.get(filename) ?? []), code])
    }
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it.each(VIOLATIONS)('%s refuses %s', (rule, file) => {
    expect(found.get(file)).toContain(rule)
  })

  it.each(ALLOWED)('allows %s', (file) => {
    expect(found.get(file)).toBeUndefined()
  })

  it('is silenced nowhere', async () => {
    const silencer = /(?:oxlint|eslint)-disable|@ts-(?:ignore|nocheck)|\b(?:TODO|FIXME)\b|\bas any\b/
    const files = globSync('{src,test,bench,scripts}/**/*.{ts,tsx,mjs}', { cwd: root }).filter(
      (file) => file !== 'test/architecture/lint.test.ts',
    )
    const silenced = await Promise.all(
      files.map(async (file) => silencer.test(await readFile(join(root, file), 'utf8')) && file),
    )
    expect(files.length).toBeGreaterThan(100)
    expect(silenced.filter((file) => file !== false)).toEqual([])
  })
})
