import pg from 'pg'

export interface TableShape {
  readonly name: string
  /** in table order, without generated columns */
  readonly columns: readonly string[]
}

/** Leadout's tables, a referenced one before those that refer to it. The record of migrations is not among them. */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const tables = await client.query<TableShape>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration'
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by c.relname order by c.relname`,
  )
  const references = await client.query<{ from: string; to: string }>(
    `select f.relname as "from", t.relname as "to"
       from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and k.conrelid <> k.confrelid`,
  )
  return inReferenceOrder(tables.rows, references.rows)
}

/** Depth first; tables that refer to each other in a circle keep the order of their names. */
export function inReferenceOrder(
  tables: readonly TableShape[],
  references: readonly { readonly from: string; readonly to: string }[],
): TableShape[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const ordered = new Set<TableShape>()
  const visited = new Set<string>()
  const visit = (table: TableShape) => {
    if (visited.has(table.name)) return
    visited.add(table.name)
    for (const { from, to } of references) {
      const target = byName.get(to)
      if (from === table.name && target !== undefined) visit(target)
    }
    ordered.add(table)
  }
  for (const table of tables) visit(table)
  return [...ordered]
}

/** Whether no table of Leadout holds a row. */
export async function isEmpty(client: pg.ClientBase): Promise<boolean> {
  for (const { name } of await listTables(client)) {
    const { rowCount } = await client.query(`select 1 from ${pg.escapeIdentifier(name)} limit 1`)
    if (rowCount !== 0) return false
  }
  return true
}
