import type { Db } from '../../db/client.ts'
import { saveSourceRecords } from '../../db/source-records.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { WorldDocument } from '../../domain/world/document.ts'
import type { DocumentProblem } from '../../domain/world/read-document.ts'
import { documentError } from '../../domain/world/read-document.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { createOrg } from '../org/ensure-org.ts'
import { readSettings, writeCurrency } from '../org/settings.ts'
import { orgNow } from '../org/view.ts'
import { checkWorld } from './check-world.ts'
import type { Collecting } from './collect.ts'
import { collectDocument } from './collect-document.ts'
import { openDirectory } from './directory.ts'
import { saveSubjects } from './save-subjects.ts'
import { writeStatements } from './write-statements.ts'

/** `orgId` null: the document makes the organisation that its slug names. */
export type DocumentCtx = Omit<Ctx, 'orgId'> & { readonly orgId: string | null }

export interface Applied {
  readonly orgId: string
  readonly slug: string
  readonly created: boolean
  /** ledger changes written, by kind; empty where the organisation was so already */
  readonly changes: Readonly<Record<string, number>>
  /** people whose name or address was written */
  readonly subjects: number
}

/**
 * Makes an organisation be as a document says, in one transaction. Raises `invalid` with every problem and its place;
 * then nothing is written. What is so already writes nothing.
 */
export async function applyDocument(ctx: DocumentCtx, document: WorldDocument): Promise<Applied> {
  requirePermission(ctx, 'settings.manage')
  return ctx.db.transaction().execute(async (tx) => {
    const { orgId, slug, created } = await openOrg(tx, ctx, document)
    const assumed = await readSettings(tx, orgId)
    const said = document.org.find((entry) => entry.from === undefined)?.currency
    if (assumed.currencyAssumed === true && said !== undefined) await writeCurrency({ ...ctx, db: tx, orgId }, said)
    const settings = await readSettings(tx, orgId)
    const collecting: Collecting = {
      db: tx,
      orgId,
      settings,
      directory: await openDirectory(tx, orgId),
      statements: [],
      subjects: new Map(),
      externalIds: [],
      problems: [],
      fresh: new Set(),
    }
    await collectDocument(collecting, document)
    refuse(collecting.problems)
    const now = await orgNow(tx, orgId, ctx.recordedAt)
    const written = await writeStatements(tx, { ...ctx, orgId }, collecting.statements, now)
    const subjects = await saveSubjects(tx, orgId, [...collecting.subjects.values()])
    await saveSourceRecords(
      tx,
      collecting.externalIds.map(({ kind, externalId, id }) => ({
        org_id: orgId,
        source: 'leadout',
        kind,
        external_id: externalId,
        entity_id: id,
        row_hash: null,
        import_id: null,
      })),
      { has: () => true },
    )
    refuse(await checkWorld(tx, orgId, settings.zone))
    const changes = Object.fromEntries([...written].map(([kind, list]) => [kind, list.length]))
    if (written.size > 0 || subjects > 0) await notifyTopics(tx, orgId, ['figures', 'goals', 'board'], ctx.recordedAt)
    return { orgId, slug, created, changes, subjects }
  })
}

function refuse(problems: readonly DocumentProblem[]): void {
  if (problems.length > 0) throw documentError(problems)
}

async function openOrg(
  tx: Db,
  ctx: DocumentCtx,
  document: WorldDocument,
): Promise<{ orgId: string; slug: string; created: boolean }> {
  const slug = document.org.find((entry) => entry.slug !== undefined)?.slug
  let query = tx.selectFrom('org').select(['org_id', 'slug'])
  if (ctx.orgId !== null) query = query.where('org_id', '=', ctx.orgId)
  else if (slug !== undefined) query = query.where('slug', '=', slug)
  // two documents at once would each add what the other has just added
  const found = ctx.orgId === null && slug === undefined ? undefined : await query.forUpdate().executeTakeFirst()
  if (found !== undefined) {
    if (slug !== undefined && found.slug !== slug) {
      throw documentError([
        {
          path: 'org.slug',
          value: slug,
          problem: `is another organisation than ${found.slug}; leave --org out, or change the slug`,
        },
      ])
    }
    return { orgId: found.org_id, slug: found.slug, created: false }
  }
  const [first] = document.org
  const missing = (['name', 'zone', 'currency'] as const).filter((field) => first?.[field] === undefined)
  if (first === undefined || missing.length > 0) {
    refuse(missing.map((field) => ({ path: `org.${field}`, problem: 'is missing; a new organisation needs it' })))
    throw new LeadoutError('internal', 'An organisation without fields has no missing field')
  }
  const made = await createOrg(
    tx,
    {
      slug: slug ?? 'main',
      name: first.name!,
      zone: first.zone!,
      currency: first.currency!,
      weekStart: first.weekStart,
      fiscalStartMonth: first.fiscalStartMonth,
      preset: document.settings.find((entry) => entry.from === undefined)?.preset,
      calendar: !document.calendars.some((calendar) => calendar.default === true),
    },
    ctx.recordedAt,
  )
  if (made === null)
    throw new LeadoutError('conflict', `The organisation ${slug ?? 'main'} exists already; say --org ${slug ?? 'main'}`)
  return { orgId: made, slug: slug ?? 'main', created: true }
}
