import type pg from 'pg'

const PREFIX = 'leadout_'

/** The schema that holds the views of an organisation for analysts; made when first asked for. */
export function analysisSchema(orgId: string): string {
  return `${PREFIX}${orgId.replaceAll('-', '')}`
}

/** Removes these views, which would keep the tables below them from changing; they are made anew when asked for. */
export async function dropAnalysisSchemas(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname ~ ('^' || $1 || '[0-9a-f]{32}$')`,
    [PREFIX],
  )
  for (const { name } of rows) await client.query(`drop schema ${name} cascade`)
}
