import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Migration {
  readonly version: number
  readonly name: string
  /** makes the tables and indexes */
  readonly sql: string
  /** what needs the tables to be distributed already: foreign keys */
  readonly afterDistribution: string
}

export const MIGRATIONS_DIR = join(import.meta.dirname, '../../migrations')

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/
const SECTION = /^-- after distribution[ \t]*$/m

/** The numbered files in order. @throws when numbers repeat or a file is misnamed */
export async function readMigrations(directory = MIGRATIONS_DIR): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()
  const migrations = await Promise.all(
    files.map(async (file) => {
      const [, version, name] = FILE_NAME.exec(file) ?? []
      if (version === undefined || name === undefined) throw new Error(`${file} is not named like 0001_name.sql`)
      const [sql = '', ...rest] = (await readFile(join(directory, file), 'utf8')).split(SECTION)
      return { version: Number(version), name, sql, afterDistribution: rest.join('\n') }
    }),
  )
  const repeated = migrations.find((migration, index) => migrations[index - 1]?.version === migration.version)
  if (repeated !== undefined) throw new Error(`Two migrations have the number ${repeated.version}`)
  return migrations
}

/** Changes whenever any migration does; names the template database of the tests. */
export function fingerprint(migrations: readonly Migration[]): string {
  return createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)
}
