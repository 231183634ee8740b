import { sql } from 'kysely'
import type { Db } from './client.ts'

/**
 * Runs work that must not run twice at once, in this process or another: a second one waits for the first. The lock is
 * a session's own, so it ends with the process that held it.
 */
export async function oneAtATime<T>(db: Db, key: string, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(hashtextextended(${key}, 1))`.execute(session)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 1))`.execute(session).catch(() => undefined)
    }
  })
}

/** Runs work that nobody else is at; false, and nothing is run, where somebody is. See `oneAtATime`. */
export async function ifNobodyElse(db: Db, key: string, work: () => Promise<unknown>): Promise<boolean> {
  return db.connection().execute(async (session) => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_lock(hashtextextended(${key}, 1)) as free
    `.execute(session)
    if (rows[0]?.free !== true) return false
    try {
      await work()
      return true
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 1))`.execute(session).catch(() => undefined)
    }
  })
}
