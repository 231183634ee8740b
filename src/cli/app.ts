import { constants } from 'node:os'
import type pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'
import type { Config } from '#platform/config/config.ts'
import type { Logger } from '#platform/log.ts'
import type { Db } from '#db/client.ts'
import { loadConfig } from './config.ts'
import type { GlobalOptions } from './globals.ts'
import { interruption } from './interrupt.ts'

/** What a command works with while the database is open. */
export interface App {
  readonly db: Db
  readonly pool: pg.Pool
  readonly config: Config
  readonly log: Logger
  /** the organisation of `--org`, else the only one; undefined when there is none or a choice to make */
  readonly orgId: string | undefined
}

/** Opens the database (started and migrated if need be), runs `work`, and closes it again whatever happens. */
export async function withApp<T>(options: GlobalOptions, work: (app: App) => Promise<T>): Promise<T> {
  const { openDatabase } = await import('#db/open.ts')
  const { config, log } = loadConfig({ data: options.data })
  const interrupt = interruption()
  const database = await openDatabase(config, log)
  void interrupt.happened.then(async (signal) => {
    await database.abandon()
    process.exit(128 + constants.signals[signal])
  })
  try {
    const { db, pool } = database
    return await work({ db, pool, config, log, orgId: await findOrg(db, options.org) })
  } finally {
    await database.close()
    interrupt.dispose()
  }
}

/** @throws LeadoutError `invalid` when `--org` is needed, `precondition` when there is no organisation yet */
export async function requireOrg(app: App): Promise<string> {
  if (app.orgId !== undefined) return app.orgId
  const orgs = await app.db.selectFrom('org').select('slug').orderBy('slug').execute()
  if (orgs.length === 0)
    throw new LeadoutError('precondition', 'There is no organisation yet: import something, or sign up in the browser.')
  const slugs = orgs.map((org) => org.slug)
  throw new LeadoutError('invalid', `Say which organisation with --org: ${slugs.join(', ')}`, { organisations: slugs })
}

async function findOrg(db: Db, slug: string | undefined): Promise<string | undefined> {
  const all = db.selectFrom('org').select('org_id')
  const found = await (slug === undefined ? all : all.where('slug', '=', slug)).limit(2).execute()
  if (slug !== undefined && found.length === 0)
    throw new LeadoutError('not-found', `There is no organisation "${slug}".`)
  return found.length === 1 ? found[0]?.org_id : undefined
}
