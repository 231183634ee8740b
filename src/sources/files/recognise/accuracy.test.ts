import { describe, expect, test } from 'vitest'
import { profileFile } from '../profile/file.ts'
import { DEAL_EXPORTS, dealExport } from './generated-deals.ts'
import {
  accountsExport,
  callsExport,
  headless,
  historyExport,
  peopleExport,
  permuted,
  renamed,
  seeded,
  type GeneratedFile,
} from './generated-exports.ts'
import { recognise } from './recognise.ts'

interface Score {
  files: number
  objects: number
  sure: number
  sureRight: number
  columns: number
  found: number
  readonly wrong: string[]
}

const zero = (): Score => ({ files: 0, objects: 0, sure: 0, sureRight: 0, columns: 0, found: 0, wrong: [] })

async function score(files: readonly GeneratedFile[], into: Score): Promise<void> {
  const profiled = await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      profile: await profileFile(file.header, [file.rows.map((cells, i) => ({ row: i + 1, cells }))]),
    })),
  )
  const plan = recognise(profiled)
  for (const [n, file] of files.entries()) {
    const found = plan.files[n]!
    into.files += 1
    if (found.object !== file.object) {
      into.wrong.push(`${file.name} is ${found.object}`)
      continue
    }
    into.objects += 1
    for (const [i, field] of file.fields.entries()) {
      const column = found.columns[i]!
      if (field !== null) into.columns += 1
      if (field !== null && column.field === field) into.found += 1
      if (column.field !== field)
        into.wrong.push(`${file.name} ${file.header[i]}: ${column.field} ${column.confidence}, not ${field}`)
      if (column.field === null || column.confidence < 0.9) continue
      into.sure += 1
      if (column.field === field) into.sureRight += 1
    }
  }
}

describe('recognition of generated exports', () => {
  test('headers as written, permuted and retyped, in three languages', async () => {
    const total = zero()
    for (const [n, kind] of Object.keys(DEAL_EXPORTS).entries()) {
      const random = seeded(n + 1)
      const { file, world } = dealExport(kind, random)
      await score([file], total)
      await score([permuted(file, random), peopleExport(world)], total)
      await score([renamed(permuted(file, random), random), permuted(accountsExport(world), random)], total)
      await score([file, historyExport(world), callsExport(world, random), peopleExport(world)], total)
    }
    expect(total.files).toBeGreaterThan(100)
    expect(total.objects / total.files, total.wrong.join('\n')).toBeGreaterThanOrEqual(0.99)
    expect(total.sureRight / total.sure, total.wrong.join('\n')).toBeGreaterThanOrEqual(0.98)
    expect(total.found / total.columns, total.wrong.join('\n')).toBeGreaterThanOrEqual(0.98)
  })

  test('no header at all: cells alone, and the people beside them', async () => {
    const alone = zero()
    const together = zero()
    for (const [n, kind] of Object.keys(DEAL_EXPORTS).entries()) {
      const random = seeded(n + 101)
      const { file, world } = dealExport(kind, random)
      await score([headless(permuted(file, random))], alone)
      await score([headless(permuted(file, random)), peopleExport(world), accountsExport(world)], together)
    }
    expect(alone.objects / alone.files, alone.wrong.join('\n')).toBeGreaterThanOrEqual(0.9)
    expect(alone.sure, alone.wrong.join('\n')).toBe(0)
    expect(alone.found / alone.columns, alone.wrong.join('\n')).toBeGreaterThanOrEqual(0.8)
    expect(together.objects / together.files, together.wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
    expect(together.found / together.columns, together.wrong.join('\n')).toBeGreaterThanOrEqual(0.88)
  })
})
