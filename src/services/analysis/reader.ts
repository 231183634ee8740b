import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { analysisSchema } from '#db/analysis-schema.ts'
import { type Db, poolOf } from '#db/client.ts'
import { oneAtATime } from '#db/one-at-a-time.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { OrgView } from '../org/view.ts'
import { analysisViews } from './views.ts'
import { viewText } from './view-text.ts'

const WRONG_PASSWORD = '28P01'
const NOT_ALLOWED = '42501'

/**
 * A connection of the role that may read the views of an organisation and nothing else. The role is made when it is
 * missing, and the views are as this version and the settings want them. It signs in by itself: a role that is only
 * switched to could switch back.
 * @throws LeadoutError `precondition` where the database user may not make roles
 */
export async function connectReader(db: Db, view: OrgView, password: string): Promise<pg.Client> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  const user = `${rows[0]!.name}_reader`
  await oneAtATime(db, `${user} views`, async () => {
    await ensureRole(db, user, password)
    await ensureViews(db, view, user)
  })
  return connect(db, user, password).catch(async (error: { code?: string }) => {
    if (error.code !== WRONG_PASSWORD) throw error
    // another data directory of the same database made the role
    await writeRole(db, 'alter', user, password)
    return connect(db, user, password)
  })
}

async function connect(db: Db, user: string, password: string): Promise<pg.Client> {
  const { connectionString, ...options } = poolOf(db).options
  const { host, port, database, ssl } = connectionString === undefined ? options : new pg.Client({ connectionString })
  const client = new pg.Client({ host, port, database, ssl, user, password, types: TYPES })
  await client.connect()
  return client
}

/** Of each pool and schema the settings that its views were last seen to follow: their text is long to make. */
const seen = new WeakMap<object, Map<string, string>>()

async function ensureViews(db: Db, view: OrgView, user: string): Promise<void> {
  const schema = analysisSchema(view.orgId)
  const settings = `${JSON.stringify(view.settings)} ${user}`
  const pool = poolOf(db)
  const known = seen.get(pool) ?? new Map<string, string>()
  seen.set(pool, known)
  const present = await versionOf(db, schema)
  if (present !== null && known.get(schema) === `${present} ${settings}`) return
  known.set(schema, `${await writeViews(db, view, { user, schema, present })} ${settings}`)
}

/** The version of the views, written where it is another than the present one. */
async function writeViews(
  db: Db,
  view: OrgView,
  { user, schema, present }: { readonly user: string; readonly schema: string; readonly present: string | null },
): Promise<string> {
  const role = pg.escapeIdentifier(user)
  const views = analysisViews(view).map(
    ({ name, about, statement }) => `
      create view ${schema}.${name} with (security_barrier) as ${viewText(db, statement, schema)};
      comment on view ${schema}.${name} is ${pg.escapeLiteral(about)};
      grant select on ${schema}.${name} to ${role};`,
  )
  const text = `
    create schema ${schema};
    grant usage on schema ${schema} to ${role};
    ${readerView(schema, view.orgId)};
    ${views.join('')}`
  const version = createHash('sha256').update(text).digest('hex')
  if (present === version) return version
  const statements = `drop schema if exists ${schema} cascade; ${text} comment on view ${schema}.reader is '${version}'`
  await db.transaction().execute((tx) => sql.raw(statements).execute(tx))
  return version
}

/** digits that a number holds exactly */
const LONGEST_EXACT = 15
/** int8, int2, int4, float4, float8, numeric */
const NUMBERS = new Set([20, 21, 23, 700, 701, 1700])
const BOOL = 16

/** As text, what neither a number holds exactly nor is true or false. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number) => (text: string) => {
    if (oid === BOOL) return text === 't'
    return NUMBERS.has(oid) && Number.isFinite(Number(text)) && text.length <= LONGEST_EXACT ? Number(text) : text
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** The session that this connection names, if it is there and not over. */
function readerView(schema: string, orgId: string): string {
  return `create view ${schema}.reader as
    select s.valid_at, s.known_at, s.recorded_at, s.day, s.persons, s.teams, s.person_id, s.by_week from analysis_session s
    where s.org_id = '${orgId}' and s.expires_at > clock_timestamp()
      and s.token_hash = encode(sha256(convert_to(current_setting('leadout.session', true), 'UTF8')), 'hex')`
}

async function ensureRole(db: Db, user: string, password: string): Promise<void> {
  const { rows } = await sql`select from pg_roles where rolname = ${user}`.execute(db)
  if (rows.length === 0) await writeRole(db, 'create', user, password)
}

async function writeRole(db: Db, verb: 'create' | 'alter', user: string, password: string): Promise<void> {
  const role = pg.escapeIdentifier(user)
  try {
    await sql
      .raw(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`)
      .execute(db)
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error
    throw new LeadoutError(
      'precondition',
      'Analysts read as a role of their own, and the user of the database may not make one. Allow it: alter role ... createrole.',
      { role: user },
    )
  }
}

async function versionOf(db: Db, schema: string): Promise<string | null> {
  const { rows } = await sql<{ version: string | null }>`
    select obj_description(to_regclass(${`${schema}.reader`}), 'pg_class') as version
  `.execute(db)
  return rows[0]?.version ?? null
}
