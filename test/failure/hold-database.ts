// A process of its own that has the database open until SIGTERM, and with `--write` counts up in it.
// Each line on stdout is JSON: first how it was opened, then each number that the database has acknowledged.
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'

const [dataDir = '', mode, systemHome] = process.argv.slice(2)
const tell = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
const write = (line: string) => void process.stderr.write(line)
const log = createLogger({ level: 'info', format: 'human', write, now: () => 0 })

const postgres = await openPostgres({
  dataDir,
  databaseUrl: null,
  log,
  ...(systemHome === undefined ? {} : { systemHome }),
})
/** under a lock, because two processes that create the same table at once fail, whatever "if not exists" says */
const createTable = `
  begin;
  select pg_advisory_xact_lock(1);
  create table if not exists kept (id bigint primary key, filler text);
  commit;
`
const pool = new pg.Pool({ ...postgres.config, max: 2 })
pool.on('error', () => {
  // the loop below tries again
})
let ending = false
process.on('SIGTERM', () => {
  ending = true
})
const { rows } = await pool.query<{ directory: string }>(`select current_setting('data_directory') as directory`)
tell({ owned: postgres.owned, directory: rows[0]?.directory, socketDir: postgres.config.host })

// numbers of its own: two processes must not wait for each other's keys
let next = process.pid * 1_000_000_000
if (mode === '--write') await pool.query(createTable)
while (!ending) {
  if (mode !== '--write') {
    await delay(50)
    continue
  }
  next += 1
  try {
    await pool.query('insert into kept values ($1, $2)', [next, 'x'.repeat(1000)])
    tell(next)
  } catch (error) {
    tell({ lost: (error as { code?: string }).code ?? String(error) })
    await delay(50)
  }
}
await pool.end()
await postgres.stop()
