import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { poolOf, type Db } from './client.ts'
import type { Database } from './schema.ts'

const clients = new WeakMap<Db, pg.PoolClient>()

/**
 * A transaction for writing many rows: `insertRows` inside it uses COPY, which needs the connection itself. Rolls back
 * when `work` throws.
 */
export async function bulkTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect()
  const borrowed = { query: client.query.bind(client), release: () => {} } as pg.PoolClient
  const only = { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve(), options: {} }
  const tx: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: only }) })
  clients.set(tx, client)
  let broken: Error | undefined
  try {
    await sql`begin`.execute(tx)
    const result = await work(tx)
    await sql`commit`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback`.execute(tx).catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Tells the planner of many new rows at once: its own look may come minutes later, and until then plans are guesses. */
export async function analyzeFacts(tx: Db): Promise<void> {
  await sql`analyze change, span, deal_span, membership_span, subject, activity, source_record`.execute(tx)
}

/** Writes rows with COPY where `db` is a bulk transaction; false where it is not. */
export async function copyRows(db: Db, table: string, rows: readonly object[]): Promise<boolean> {
  const client = clients.get(db)
  if (client === undefined) return false
  const columns = Object.keys(rows[0]!)
  const names = columns.map((column) => `"${column}"`).join(', ')
  const lines = function* (): Generator<string> {
    let text = ''
    for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
      for (let at = 0; at < columns.length; at += 1) text += (at === 0 ? '' : '\t') + cell(row[columns[at]!])
      text += '\n'
      if (text.length > FLUSH) {
        yield text
        text = ''
      }
    }
    yield text
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom(`copy ${table} (${names}) from stdin`)))
  return true
}

const FLUSH = 65_536
const SPECIAL = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value in COPY's text format; objects are written as JSON. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(SPECIAL, (char) => ESCAPES[char]!)
}
