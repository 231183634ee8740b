import { join } from 'node:path'
import type pg from 'pg'
import { realNow } from '#platform/clock/now.ts'
import type { Config } from '#platform/config/config.ts'
import type { Logger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import { type Db, openDb, openPool } from './client.ts'
import { migrate } from './migrate.ts'

export interface OpenDatabase {
  readonly db: Db
  readonly pool: pg.Pool
  /** how sessions outside the pool connect: LISTEN, the job queue */
  readonly connection: pg.PoolConfig
  readonly mode: 'embedded' | 'server'
  /** waits for the queries under way */
  close(): Promise<void>
  /** waits for nothing: queries under way are cut off and rolled back */
  abandon(): Promise<void>
}

/** The product's database, running and migrated. */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const postgres = await openPostgres({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log })
  const pool = openPool(postgres.config)
  const close = async () => {
    await pool.end()
    await postgres.stop()
  }
  try {
    await migrate({
      pool,
      log,
      backUp: async (from, to) => {
        const { writeBackup } = await import('./backup.ts')
        const stamp = new Date(realNow()).toISOString().replace(/\D/g, '').slice(0, 14)
        const file = join(config.dataDir, 'backups', `before-${from}-to-${to}-${stamp}.leadout`)
        log.info('Backing up before the database is migrated', { file })
        await writeBackup({ pool, file })
      },
    })
    return {
      db: openDb(pool),
      pool,
      connection: postgres.config,
      mode: postgres.mode,
      close,
      abandon: () => postgres.stop(),
    }
  } catch (error) {
    await close()
    throw error
  }
}
