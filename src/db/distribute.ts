import pg from 'pg'

/** Tables that begin with org_id and still stay on the coordinator: they are read across organisations. */
const LOCAL_TABLES: readonly string[] = ['org', 'live_event']

export async function hasCitus(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(`select 1 from pg_extension where extname = 'citus'`)
  return rowCount === 1
}

/** Makes Citus available where the server offers it; a server without it stays as it is. */
export async function createCitus(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from pg_available_extensions where name = 'citus' and installed_version is null
       and current_setting('shared_preload_libraries') like '%citus%'`,
  )
  if (rowCount === 1) await client.query('create extension citus')
}

/** Shards by `org_id` every table whose primary key begins with it and that is not sharded yet. */
export async function distributeTables(client: pg.ClientBase): Promise<void> {
  await client.query(`set local citus.multi_shard_modify_mode to 'sequential'`)
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_index i on i.indrelid = c.oid and i.indisprimary
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'org_id'
      where c.relkind in ('r', 'p') and not c.relispartition and not c.relname = any ($1)
        and not exists (select 1 from pg_dist_partition d where d.logicalrelid = c.oid)
      order by c.relname`,
    [LOCAL_TABLES],
  )
  for (const { name } of rows) {
    await client.query(`select create_distributed_table($1::regclass, 'org_id', colocate_with => 'default')`, [
      pg.escapeIdentifier(name),
    ])
  }
}
