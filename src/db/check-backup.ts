import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'
import { openPool } from './client.ts'
import { restoreBackup } from './restore.ts'

export interface CheckedBackup {
  readonly createdAt: string
  readonly schemaVersion: number
  readonly tables: number
  readonly rows: number
}

/**
 * Restores a backup into a database of its own beside the real one, counts what arrived, and drops it again.
 * @throws LeadoutError `invalid` when the file is damaged or rows are missing, `precondition` when the server's user
 *   may not create databases
 */
export async function checkBackup(options: {
  readonly pool: pg.Pool
  readonly connection: pg.PoolConfig
  readonly file: string
}): Promise<CheckedBackup> {
  const { pool, file } = options
  const name = `leadout_check_${randomBytes(8).toString('hex')}`
  await create(pool, name)
  try {
    const scratch = openPool(onDatabase(options.connection, name))
    try {
      const { head, tables } = await restoreBackup({ pool: scratch, file, force: false })
      for (const table of tables) await compare(scratch, file, table)
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      return { createdAt: head.createdAt, schemaVersion: head.schemaVersion, tables: tables.length, rows }
    } finally {
      await scratch.end()
    }
  } finally {
    await pool.query(`drop database ${pg.escapeIdentifier(name)} with (force)`)
  }
}

async function create(pool: pg.Pool, name: string): Promise<void> {
  try {
    await pool.query(`create database ${pg.escapeIdentifier(name)}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new LeadoutError(
      'precondition',
      'The user of DATABASE_URL may not create databases. Allow it (alter role ... createdb), or check the backup on another machine.',
    )
  }
}

/** Later migrations may add rows of their own to what was restored, but nothing may be missing. */
async function compare(pool: pg.Pool, file: string, { name, rows }: { name: string; rows: number }): Promise<void> {
  const known = await pool.query<{ known: boolean }>('select to_regclass($1) is not null as known', [name])
  if (known.rows[0]?.known !== true) return
  const counted = await pool.query<{ count: string }>(`select count(*) as count from ${pg.escapeIdentifier(name)}`)
  const found = Number(counted.rows[0]?.count)
  if (found >= rows) return
  throw new LeadoutError('invalid', `${file} holds ${rows} rows of ${name}, but ${found} arrived.`, { table: name })
}

/** The same server, another database. */
function onDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, database }
  // by text, because the address of a server behind a socket is no URL
  const connectionString = connection.connectionString.replace(/^(\w+:\/\/[^/?]*)\/?[^?]*/, `$1/${database}`)
  return { ...connection, connectionString }
}
