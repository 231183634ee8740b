import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

/** A handle that may read and write; inside `transaction().execute` it is the transaction. */
export type Db = Kysely<Database>

const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8 = 20
const NUMERIC = 1700

/** `timestamptz` as epoch milliseconds, infinities included. */
function parseInstant(text: string): number {
  if (text === 'infinity') return Infinity
  if (text === '-infinity') return -Infinity
  const utc = text.endsWith('+00') ? `${text.slice(0, -3)}Z` : text
  return Date.parse(utc.replace(' ', 'T'))
}

/** `bigint` and `numeric` as numbers; a value that a number cannot hold exactly is an error, never rounded. */
function parseExact(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) && Number.isInteger(value)) throw new RangeError(`${text} is too large to be exact`)
  return value
}

const parsers = new Map<number, (text: string) => unknown>([
  [DATE, (text) => text],
  [TIMESTAMPTZ, parseInstant],
  [INT8, parseExact],
  [NUMERIC, parseExact],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

/** A pool whose sessions speak UTC and whose rows hold instants as milliseconds and dates as `YYYY-MM-DD`. */
export function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ max: 10, ...config, types, options: '-c TimeZone=UTC -c DateStyle=ISO' })
  // a lost connection is replaced on next use and the query that needs it reports; without a listener of its own a
  // connection that is lost between two statements of a transaction would end the process
  const ignore = () => {}
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}

const pools = new WeakMap<Db, pg.Pool>()

export function openDb(pool: pg.Pool): Db {
  const db: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return db
}

/** The pool behind a handle of `openDb`. Raises for a transaction. */
export function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db)
  if (pool === undefined) throw new Error('a transaction has no pool')
  return pool
}
