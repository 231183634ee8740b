import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { poolOf, type Db } from './client.ts'
import { encodeRows } from './copy-encoder.ts'
import type { Database } from './schema.ts'

/** A connection that writes many rows, with the rows that it is still sending. */
interface Bulk {
  readonly client: pg.PoolClient
  /** raises what went wrong with the rows sent last; nothing else may use the connection before */
  sent: Promise<void>
  readonly types: Map<string, ReadonlyMap<string, string>>
  /** rows by table */
  readonly written: Map<string, number>
}

const bulks = new WeakMap<Db, Bulk>()

/**
 * A transaction for writing many rows: `insertRows` inside it uses COPY, which needs the connection itself, and goes on
 * while the database takes them in. Rolls back when `work` throws.
 */
export async function bulkTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect()
  const bulk: Bulk = { client, sent: Promise.resolve(), types: new Map(), written: new Map() }
  const query = async (...args: Parameters<typeof client.query>) => {
    await bulk.sent
    return client.query(...args)
  }
  const borrowed = { query, release: () => {} } as unknown as pg.PoolClient
  const only = { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve(), options: {} }
  const tx: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: only }) })
  bulks.set(tx, bulk)
  let broken: Error | undefined
  try {
    await sql`begin`.execute(tx)
    const result = await work(tx)
    await sql`commit`.execute(tx)
    return result
  } catch (error) {
    await bulk.sent.catch(() => undefined)
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** fewer new rows than this, or than this share of a table, change no plan */
const MANY_ROWS = 50
const MUCH_OF_TABLE = 0.1

/** Tells the planner of many new rows at once: its own look may come minutes later, and until then plans are guesses. */
export async function analyzeFacts(tx: Db): Promise<void> {
  const written = bulks.get(tx)?.written ?? new Map<string, number>()
  const { rows } = await sql<{ table: string; known: number }>`
    select relname as table, reltuples as known from pg_class where oid = any(${[...written.keys()]}::regclass[])`.execute(
    tx,
  )
  const grown = rows.filter(({ table, known }) => written.get(table)! >= Math.max(MANY_ROWS, known * MUCH_OF_TABLE))
  const tables = grown.map(({ table }) => sql.table(table))
  if (tables.length > 0) await sql`analyze ${sql.join(tables)}`.execute(tx)
}

/**
 * Writes rows with COPY where `db` is a bulk transaction; false where it is not. They are on their way when it returns:
 * the next statement of the transaction waits for them.
 */
export async function copyRows(db: Db, table: string, rows: readonly object[]): Promise<boolean> {
  const bulk = bulks.get(db)
  if (bulk === undefined) return false
  const types = await columnTypes(bulk, table)
  const columns = Object.keys(rows[0]!).map((name) => [name, types.get(name) ?? 'unknown'] as const)
  await bulk.sent
  bulk.written.set(table, (bulk.written.get(table) ?? 0) + rows.length)
  bulk.sent = send(bulk.client, table, columns, rows as readonly Readonly<Record<string, unknown>>[])
  // whoever uses the connection next is told
  bulk.sent.catch(() => undefined)
  return true
}

async function send(
  client: pg.PoolClient,
  table: string,
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const names = columns.map(([name]) => `"${name}"`).join(', ')
  const stream = client.query(copyFrom(`copy ${table} (${names}) from stdin (format binary)`))
  const done = finished(stream)
  done.catch(() => undefined)
  try {
    for (const bytes of encodeRows(columns, rows)) {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), done])
    }
    stream.end()
  } catch (error) {
    stream.destroy(error as Error)
    await done.catch(() => undefined)
    throw error
  }
  await done
}

async function columnTypes(bulk: Bulk, table: string): Promise<ReadonlyMap<string, string>> {
  let types = bulk.types.get(table)
  if (types === undefined) {
    await bulk.sent
    const { rows } = await bulk.client.query<{ name: string; type: string }>(
      `select attname as name, typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
        where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    )
    types = new Map(rows.map(({ name, type }) => [name, type]))
    bulk.types.set(table, types)
  }
  return types
}
