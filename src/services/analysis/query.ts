import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { analysisSchema } from '#db/analysis-schema.ts'
import type { Db } from '#db/client.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import { LeadoutError } from '#domain/errors.ts'
import { instantText } from '#domain/instant.ts'
import { realNow } from '#platform/clock/now.ts'
import { deriveKey } from '#platform/crypto/data-key.ts'
import { requirePermission } from '../access/can.ts'
import { logView } from '../access/log-view.ts'
import { visiblePersons } from '../access/visible-persons.ts'
import type { Ctx } from '../context.ts'
import { dealReach } from '../deals/access.ts'
import { orgPolicy } from '../org/policy.ts'
import { resolveView, type OrgView } from '../org/view.ts'
import { connectReader } from './reader.ts'

export interface AnalysisQuestion {
  /** one statement that reads */
  readonly sql: string
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

export interface AnalysisCtx extends Ctx {
  /** of the role that reads */
  readonly readerPassword: string
}

export interface ListedView {
  readonly name: string
  readonly about: string
  readonly columns: { readonly name: string; readonly type: string }[]
}

/** A value as PostgreSQL writes it; a number of up to 53 bits is a number, anything exact beyond stays text. */
export type AnalysisCell = string | number | boolean | null

export interface AnalysisAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly AnalysisCell[])[]
  /** there are more rows than an answer holds */
  readonly cut: boolean
}

/** One installation, one password, whichever process makes the role. */
export function readerPassword(rootSecret: string): string {
  return deriveKey(rootSecret, 'analysis-reader').toString('base64url')
}

const MOST_ROWS = 10_000
const LONGEST_MS = 30_000
/** a session outlives its statement only where the process died in between */
const SESSION_MS = 60_000

/**
 * Answers one SQL statement over the views of the organisation, with the eyes of the actor: persons whose figures the
 * actor may not see are without a name, deals beyond the actor's reach are not there. It runs as a role that can read
 * these views and nothing else. Persons named in the statement or the answer stand in
 * their view log.
 * @throws LeadoutError `invalid` with PostgreSQL's words for a statement that it refuses; `limit` after 30 seconds
 */
export async function queryAnalysis(ctx: AnalysisCtx, question: AnalysisQuestion): Promise<AnalysisAnswer> {
  requirePermission(ctx, 'figures.read')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, question)
  const answer = await asReader(ctx, view, (client) => run(client, question.sql))
  await logNamed(ctx, view, question.sql, answer)
  return answer
}

/** The views with their columns, in the order of their names. */
export async function listAnalysisViews(ctx: AnalysisCtx): Promise<ListedView[]> {
  requirePermission(ctx, 'figures.read')
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  return asReader(ctx, view, async (client) => {
    const { rows } = await client.query<{ view: string }>(COLUMNS_OF, [analysisSchema(ctx.orgId)])
    return rows.map((row) => JSON.parse(row.view) as ListedView)
  })
}

const COLUMNS_OF = `
  select json_build_object('name', c.relname, 'about', obj_description(c.oid, 'pg_class'), 'columns',
    json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)) as view
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
  where has_table_privilege(c.oid, 'select') group by c.oid, c.relname order by c.relname`

/** Runs work as the reading role, in a session with the actor's eyes. */
async function asReader<T>(ctx: AnalysisCtx, view: OrgView, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const token = randomBytes(32).toString('base64url')
  const token_hash = createHash('sha256').update(token).digest('hex')
  const client = await connectReader(ctx.db, view, ctx.readerPassword)
  try {
    await openSession(ctx, view, token_hash)
    await client.query('begin read only')
    await client.query(
      `select set_config('leadout.session', $1, true), set_config('search_path', $2, true),
        set_config('statement_timeout', $3, true), set_config('timezone', $4, true)`,
      [token, analysisSchema(ctx.orgId), String(LONGEST_MS), view.settings.zone],
    )
    return await work(client)
  } finally {
    await client.end()
    await ctx.db
      .deleteFrom('analysis_session')
      .where('org_id', '=', ctx.orgId)
      .where('token_hash', '=', token_hash)
      .execute()
  }
}

async function openSession(ctx: Ctx, { view, asOf, asOfDate, ...rest }: OrgView, token_hash: string): Promise<void> {
  const visible = await visiblePersons(ctx, asOf)
  const reach = await dealReach(ctx, { view, asOf, asOfDate, ...rest })
  await ctx.db
    .insertInto('analysis_session')
    .values({
      org_id: ctx.orgId,
      token_hash,
      valid_at: instantText(view.valid),
      known_at: instantText(view.known),
      recorded_at: instantText(view.recorded),
      day: asOfDate,
      persons: visible === 'all' ? null : [...visible],
      teams: reach === null ? null : [...reach.teamIds],
      person_id: 'personId' in ctx.actor ? ctx.actor.personId : null,
      by_week: ctx.actor.type !== 'cli' && orgPolicy(rest.settings).personGrain !== 'day',
      expires_at: instantText(realNow() + SESSION_MS),
    })
    .execute()
}

async function run(client: pg.Client, statement: string): Promise<AnalysisAnswer> {
  try {
    // inside of a select nothing but a statement that reads can stand, and its parts keep their names
    const question: pg.QueryArrayConfig & { readonly queryMode: 'extended' } = {
      text: `select * from (\n${statement.replace(/;\s*$/, '')}\n) answer limit ${MOST_ROWS + 1}`,
      rowMode: 'array',
      // takes one statement only
      queryMode: 'extended',
    }
    const { fields, rows } = await client.query<AnalysisCell[]>(question)
    return { columns: fields.map(({ name }) => name), rows: rows.slice(0, MOST_ROWS), cut: rows.length > MOST_ROWS }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === undefined) throw error
    if (code === '57014') throw new LeadoutError('limit', 'The statement took longer than 30 seconds and was ended.')
    throw new LeadoutError('invalid', `PostgreSQL refuses the statement: ${message}`, { code })
  }
}

/** A look at persons by name, in the statement or in what came back, is a look that they can see. */
async function logNamed(ctx: Ctx, view: OrgView, statement: string, { rows }: AnalysisAnswer): Promise<void> {
  const people = await personWords(ctx.db, ctx.orgId)
  const words = new Set(rows.flat().filter((cell) => typeof cell === 'string'))
  const asked = statement.toLowerCase()
  const named = people.filter(({ id, name }) =>
    [id, name].some((word) => word !== null && (words.has(word) || asked.includes(word.toLowerCase()))),
  )
  const day = zoneOf(view.settings.zone).dateAt(ctx.recordedAt)
  await logView(ctx, { surface: 'api', personIds: named.map(({ id }) => id), day })
}

async function personWords(db: Db, orgId: string): Promise<{ id: string; name: string | null }[]> {
  return db
    .selectFrom('subject')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'person')
    .execute()
}
