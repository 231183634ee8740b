import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { generateRows } from '../../domain/generator/generate.ts'
import { csvLine, TABLE_NAMES, TABLES } from '../../domain/generator/tables.ts'
import { truthOf } from '../../domain/generator/truth.ts'
import type { World } from '../../domain/generator/world.ts'

export interface Written {
  readonly name: string
  /** null for the truth */
  readonly rows: number | null
}

/** Writes one CSV per table and `truth.json`; a run that fails or is stopped leaves no file that looks whole. */
export async function writeCompany(world: World, folder: string): Promise<Written[]> {
  await mkdir(folder, { recursive: true })
  const open = (name: string, first: string) => {
    const stream = createWriteStream(join(folder, `${name}.unfinished`), { highWaterMark: 1 << 20 })
    stream.write(first)
    return { name, stream, rows: 0 }
  }
  const files = new Map(
    TABLE_NAMES.map((table) => [table as string, open(`${table}.csv`, csvLine(TABLES[table]))] as const),
  )
  const truth = open('truth.json', `${JSON.stringify(truthOf(world)).slice(0, -1)},"deals":[\n`)
  const all = [...files.values(), truth]
  try {
    for (const { table, text, rows } of generateRows(world)) {
      const file = files.get(table) ?? truth
      // lines of JSON become elements of the list of deals
      const piece = file === truth ? listed(text, truth.rows === 0) : text
      file.rows += rows
      if (!file.stream.write(piece)) await once(file.stream, 'drain')
    }
    truth.stream.write(']}\n')
    await Promise.all(
      all.map(({ stream }) => {
        stream.end()
        return finished(stream)
      }),
    )
  } catch (error) {
    for (const { stream } of all) stream.destroy()
    await Promise.all(all.map(({ name }) => rm(join(folder, `${name}.unfinished`), { force: true })))
    throw error
  }
  await Promise.all(all.map(({ name }) => rename(join(folder, `${name}.unfinished`), join(folder, name))))
  return all.map(({ name, rows }) => ({ name, rows: name === 'truth.json' ? null : rows }))
}

function listed(lines: string, first: boolean): string {
  const elements = lines.trimEnd().replaceAll('\n', ',\n')
  return first ? elements : `,\n${elements}`
}
