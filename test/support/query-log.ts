import type pg from 'pg'
import { sqlViolations } from './sql-rules.ts'

/** Listens to every statement of a pool; the returned function names the statements that broke a rule, each once. */
export function watchQueries(pool: pg.Pool): () => Promise<string[]> {
  const statements = new Set<string>()
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const text = textOf(args[0])
      if (text !== undefined) statements.add(text)
      return query(...args)
    }) as typeof client.query
  })

  return async () => {
    const tables = await tenantTables(pool)
    return [...statements].flatMap((text) => sqlViolations(text, tables).map((violation) => `${violation}: ${text}`))
  }
}

/** Tables that are kept apart by organisation: their primary key begins with org_id. */
async function tenantTables(pool: pg.Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indisprimary and a.attname = 'org_id'`,
  )
  return new Set(rows.map(({ name }) => name))
}

function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query
  const { text } = (query ?? {}) as { text?: unknown }
  return typeof text === 'string' ? text : undefined
}
