import type pg from 'pg'
import type { Config } from '#platform/config/config.ts'
import { mail } from './mail.ts'
import { examine, fault, type Finding, megabytes, note, ok, type Result, spanText, warning } from './finding.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const STALE_MS = 8 * DAY
const LATE_MS = 15 * 60_000
const TOLERATED_DRIFT_MS = 2 * 60_000

/** Whether what runs by itself has run: sources, jobs, backups. For the whole installation, not one organisation. */
export function examineWork(pool: pg.Pool, config: Config, now: number): Promise<Finding[]> {
  return Promise.all([
    examine('recorded', 'Set the clock of this machine right.', () => recorded(pool, now)),
    examine('sources', 'Look at the page Sources.', () => sources(pool, now)),
    examine('jobs', 'Read the log of the server; restart it if its jobs stand still.', () => jobs(pool, now)),
    examine('mail', 'Look at the mail settings.', () => mail(pool)),
    examine('backups', 'Check LEADOUT_BACKUP_DIR.', () => backups(config, now)),
  ])
}

async function recorded(pool: pg.Pool, now: number): Promise<Result> {
  const { rows } = await pool.query<{ at: Date | number | null }>(
    `select max((select c.recorded_at from change c where c.org_id = o.org_id order by c.id desc limit 1)) as at from org o`,
  )
  const at = instant(rows[0]?.at)
  if (at === null) return ok('nothing yet')
  if (at - now > TOLERATED_DRIFT_MS)
    return fault(
      `the newest change is dated ${spanText(at - now)} after now: the clock was set back`,
      'Set the clock right before anything is written.',
    )
  return ok(`newest change ${spanText(now - at)} ago`)
}

interface SourceRow {
  readonly org: string
  readonly newest: Date | number | null
  readonly failed: string
  readonly asking: string
}

async function sources(pool: pg.Pool, now: number): Promise<Result> {
  const { rows } = await pool.query<SourceRow>(
    `select o.slug as org, max(i.finished_at) filter (where i.state = 'done' and i.undone_at is null) as newest,
            count(*) filter (where i.state = 'failed') as failed,
            count(*) filter (where i.state = 'questions' and i.folder is not null) as asking
       from org o join import i on i.org_id = o.org_id group by o.slug order by o.slug`,
  )
  if (rows.length === 0) return note('nothing has been imported')
  const troubled = rows.flatMap(({ org, newest, failed, asking }) => {
    const at = instant(newest)
    const age = at === null ? null : now - at
    return [
      ...(Number(failed) > 0 ? [`${org}: ${failed} failed`] : []),
      ...(Number(asking) > 0 ? [`${org}: ${asking} from a watched folder wait for answers`] : []),
      ...(age !== null && age > STALE_MS ? [`${org}: the newest import is ${spanText(age)} old`] : []),
    ]
  })
  if (troubled.length > 0) return warning(troubled.join('; '), 'Open the page Sources: import the newest export.')
  return ok(rows.map(({ org, newest }) => `${org}: ${ageText(instant(newest), now)}`).join('; '))
}

async function jobs(pool: pg.Pool, now: number): Promise<Result> {
  const known = await pool.query<{ known: boolean }>(`select to_regclass('pgboss.job') is not null as known`)
  if (known.rows[0]?.known !== true) return note('none has run yet', 'They run while the server does.')
  const { rows } = await pool.query<{ name: string; failed: string; late: string }>(
    `select name, count(*) filter (where state = 'failed' and completed_on > $1) as failed,
            count(*) filter (where state in ('created', 'retry') and start_after < $2) as late
       from pgboss.job group by name having bool_or(state in ('failed', 'created', 'retry')) order by name`,
    [new Date(now - DAY), new Date(now - LATE_MS)],
  )
  const failed = rows.filter((row) => Number(row.failed) > 0).map((row) => `${row.name} (${row.failed})`)
  const late = rows.filter((row) => Number(row.late) > 0).map((row) => `${row.name} (${row.late})`)
  if (failed.length > 0)
    return warning(`failed within a day: ${failed.join(', ')}`, 'The log of the server says why each one failed.')
  if (late.length > 0)
    return warning(`waiting for more than a quarter of an hour: ${late.join(', ')}`, 'Start the server, or restart it.')
  return ok('none failed within a day, none is late')
}

async function backups(config: Config, now: number): Promise<Result> {
  const { lastDue, listBackups } = await import('#db/scheduled-backup.ts')
  const { at, keep, folder } = config.backup
  const [newest] = await listBackups(folder)
  const due = lastDue(config.backup, now)
  const plan = at === null ? 'switched off' : `daily at ${at}, ${keep} kept in ${folder}`
  if (due === null)
    return warning(plan, 'Set LEADOUT_BACKUP_AT, for example to 03:00, unless something else makes backups.')
  if (newest === undefined) return note(`${plan}; none yet`, 'Leave the server running, or run "leadout backup FILE".')
  const found = `${plan}; newest ${ageText(newest.at, now)}, ${megabytes(newest.bytes)}`
  if (now - newest.at > 2 * DAY)
    return warning(found, 'Backups are made while the server runs: read its log for why there is none.')
  return ok(found)
}

function instant(value: Date | number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}

function ageText(at: number | null, now: number): string {
  return at === null ? 'never' : `${spanText(now - at)} ago`
}
