import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

interface Registry {
  readonly name: string
  readonly index: string
  /** every file that the index must import */
  readonly members: string
}

const REGISTRIES: readonly Registry[] = [
  { name: 'metrics', index: 'src/metrics/catalog/index.ts', members: 'src/metrics/catalog/*.ts' },
  { name: 'alert rules', index: 'src/alerts/rules/index.ts', members: 'src/alerts/rules/*.ts' },
  { name: 'meeting templates', index: 'src/meetings/templates/index.ts', members: 'src/meetings/templates/*.ts' },
  { name: 'sources', index: 'src/sources/index.ts', members: 'src/sources/*/index.ts' },
  { name: 'contracts', index: 'src/features/contract.ts', members: 'src/features/*/contract.ts' },
  { name: 'routes', index: 'src/features/routes.ts', members: 'src/features/*/server/routes.ts' },
  { name: 'jobs', index: 'src/features/jobs.ts', members: 'src/features/*/server/jobs.ts' },
  { name: 'pages', index: 'src/features/pages.ts', members: 'src/features/*/web/page.tsx' },
]

/** Members that exist and that the index does not import: added, and never seen by anyone. */
function unregistered(base: string, { index, members }: Registry): string[] {
  const files = globSync(members, { cwd: base }).filter((file) => !file.endsWith('.test.ts') && file !== index)
  if (files.length === 0) return []
  const text = existsSync(join(base, index)) ? readFileSync(join(base, index), 'utf8') : ''
  const imported = new Set(
    Array.from(text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g), ([, path]) =>
      path?.startsWith('#') ? `src/${path.slice(1)}` : relative(base, resolve(base, dirname(index), path ?? '')),
    ),
  )
  return files.filter((file) => !imported.has(file)).toSorted()
}

describe('registries', () => {
  it.each(REGISTRIES)('$name: every file stands in $index', (registry) => {
    expect(unregistered(root, registry)).toEqual([])
  })

  describe('seeded', () => {
    let base: string
    beforeEach(() => {
      base = mkdtempSync(join(tmpdir(), 'leadout-registries-'))
    })
    afterEach(() => rmSync(base, { recursive: true }))

    it.each(REGISTRIES)('$name: a file missing from $index is named', (registry) => {
      const listed = registry.members.replace('*', 'listed')
      const forgotten = registry.members.replace('*', 'forgotten')
      for (const file of [listed, forgotten]) {
        mkdirSync(join(base, dirname(file)), { recursive: true })
        writeFileSync(join(base, file), '')
      }
      mkdirSync(join(base, dirname(registry.index)), { recursive: true })
      const path = `./${relative(dirname(registry.index), listed)}`
      writeFileSync(
        join(base, registry.index),
        `import { listed } from '${path}'\n// forgotten: ${basename(forgotten)}\n`,
      )
      expect(unregistered(base, registry)).toEqual([forgotten])
      writeFileSync(
        join(base, registry.index),
        `const a = () => import('${path}')\nexport * from '#${forgotten.slice(4)}'\n`,
      )
      expect(unregistered(base, registry)).toEqual([])
    })
  })
})
