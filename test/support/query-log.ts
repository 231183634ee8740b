import type pg from 'pg'
import { sqlViolations } from './sql-rules.ts'

/** Listens to every statement of a pool; the returned function names the statements that broke a rule, each once. */
export async function watchQueries(pool: pg.Pool): Promise<() => string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'org_id'`,
  )
  const tenantTables = new Set(rows.map(({ name }) => name))
  const seen = new Set<string>()
  const broken: string[] = []

  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const text = textOf(args[0])
      if (text !== undefined && !seen.has(text)) {
        seen.add(text)
        for (const violation of sqlViolations(text, tenantTables)) broken.push(`${violation}: ${text}`)
      }
      return query(...args)
    }) as typeof client.query
  })
  return () => broken
}

function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query
  const { text } = (query ?? {}) as { text?: unknown }
  return typeof text === 'string' ? text : undefined
}
