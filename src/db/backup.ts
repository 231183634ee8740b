import type pg from 'pg'
export async function writeBackup(options: { readonly pool: pg.Pool; readonly file: string }): Promise<void> {
  throw new Error(`not yet: ${options.file} ${options.pool.totalCount}`)
}
