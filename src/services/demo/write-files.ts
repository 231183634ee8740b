import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { generateRows } from '../../domain/generator/generate.ts'
import { csvLine, TABLE_NAMES, TABLES } from '../../domain/generator/tables.ts'
import { eventsOf, personsOf, truthOf } from '../../domain/generator/truth.ts'
import type { World } from '../../domain/generator/world.ts'

export interface Written {
  readonly name: string
  /** null for the truth */
  readonly rows: number | null
}

/**
 * Writes one CSV per table and `truth.json`; a run that fails or is stopped leaves no file that looks whole. Rows are
 * written as they are made, and other work has its turn between two writes.
 */
export async function writeCompany(world: World, folder: string): Promise<Written[]> {
  mkdirSync(folder, { recursive: true })
  const open = (name: string, first: string) => {
    const file = openSync(join(folder, `${name}.unfinished`), 'w')
    writeFileSync(file, first)
    return { name, file, rows: 0 }
  }
  const files = new Map(
    TABLE_NAMES.map((table) => [table as string, open(`${table}.csv`, csvLine(TABLES[table]))] as const),
  )
  const truth = open('truth.json', `${JSON.stringify(truthOf(world)).slice(0, -1)},"persons":[\n`)
  const all = [...files.values(), truth]
  let copies = ''
  try {
    let first = true
    for (const person of personsOf(world)) {
      writeFileSync(truth.file, listed(JSON.stringify(person), first))
      first = false
    }
    writeFileSync(truth.file, '],"deals":[\n')
    for (const { table, text, rows } of generateRows(world)) {
      if (table === 'truth-accounts') {
        copies += text
        continue
      }
      const held = files.get(table) ?? truth
      // lines of JSON become elements of the list of deals
      writeFileSync(held.file, held === truth ? listed(text, truth.rows === 0) : text)
      held.rows += rows
      await setImmediate()
    }
    const events = JSON.stringify(eventsOf(world))
    writeFileSync(truth.file, `],"duplicateAccounts":[${listed(copies, true)}],"events":${events}}\n`)
  } catch (error) {
    for (const { name, file } of all) {
      closeSync(file)
      rmSync(join(folder, `${name}.unfinished`), { force: true })
    }
    throw error
  }
  for (const { name, file } of all) {
    closeSync(file)
    renameSync(join(folder, `${name}.unfinished`), join(folder, name))
  }
  return all.map(({ name, rows }) => ({ name, rows: name === 'truth.json' ? null : rows }))
}

function listed(lines: string, first: boolean): string {
  const elements = lines.trimEnd().replaceAll('\n', ',\n')
  return first ? elements : `,\n${elements}`
}
