import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { isCurrent } from '#db/spans.ts'
import { domainOf } from '#domain/capture/entry.ts'
import type { Decided } from '#services/activity-upload/decisions.ts'
import { readDecided } from '#services/activity-upload/prepare-upload.ts'
import { readAsideDomains } from '#services/activity-upload/rematch.ts'
import type { Upload as Held } from '#services/activity-upload/uploads.ts'
import { listUploads, readUpload } from '#services/activity-upload/uploads.ts'
import type { Ctx } from '#services/context.ts'
import { readProblemGroups } from '#services/imports/problem-groups.ts'
import { UNDO_DAYS } from '#services/imports/undo.ts'
import type { AsideDomain, Shown, Upload, UploadEntry, UploadProblem } from '../contract.ts'

const DAY = 86_400_000

export function uploadOf(held: Held, person: string | null = null): Upload {
  const { counts } = held.result ?? held.preview ?? { counts: null }
  const over = held.state === 'done' || held.state === 'undone'
  return {
    id: held.id,
    label: held.label,
    state: held.state,
    person,
    complete: held.complete,
    startedAt: held.startedAt,
    finishedAt: held.finishedAt,
    undoUntil: over && held.finishedAt !== null ? held.finishedAt + UNDO_DAYS * DAY : null,
    progress: held.progress?.rows ?? null,
    counts,
    written: held.result?.written ?? null,
    error: held.error,
  }
}

export async function readMine(
  ctx: Ctx,
  personId: string | null,
): Promise<{ person: { id: string; name: string | null } | null; uploads: Upload[]; domains: AsideDomain[] }> {
  if (personId === null) return { person: null, uploads: [], domains: [] }
  const names = await namesOf(ctx.db, ctx.orgId, [personId])
  return {
    person: { id: personId, name: names.get(personId) ?? null },
    uploads: (await listUploads(ctx.db, ctx.orgId, personId)).map((held) => uploadOf(held)),
    domains: await readAsideDomains(ctx.db, ctx.orgId, personId),
  }
}

/** Whose uploads there are and how they ended; labels are names of files, and so the person's own. */
export async function readEverybody({ db, orgId }: Ctx): Promise<Upload[]> {
  const uploads = await listUploads(db, orgId, null)
  const names = await namesOf(
    db,
    orgId,
    uploads.map(({ personId }) => personId),
  )
  return uploads.map((held) => ({
    ...uploadOf(held, names.get(held.personId) ?? 'Someone'),
    label: 'Mail and calendar',
    error: null,
  }))
}

export async function readOne(
  ctx: Ctx,
  importId: string,
): Promise<{ upload: Upload; domains: AsideDomain[]; problems: UploadProblem[] }> {
  const held = await readUpload(ctx, importId)
  const { groups } = await readProblemGroups(ctx.db, ctx.orgId, importId)
  return {
    upload: uploadOf(held),
    domains: [
      ...(held.preview?.domains ??
        (held.state === 'done' ? await readAsideDomains(ctx.db, ctx.orgId, held.personId) : [])),
    ],
    problems: groups.map(({ reason, remedy, severity, rows, examples }) => ({
      reason,
      remedy,
      severity,
      rows,
      examples: examples.map(({ file, row, value }) => ({ file, row, value })),
    })),
  }
}

const FATE: Readonly<Record<Shown, Decided['decision']['fate']>> = {
  stored: 'store',
  busy: 'busy',
  aside: 'aside',
  left: 'leave',
}

/** Entries of an upload that is not written yet. */
export async function readEntries(
  ctx: Ctx,
  importId: string,
  page: { readonly wanted: (one: Decided) => boolean; readonly offset: number; readonly limit: number },
): Promise<UploadEntry[]> {
  const decided = await readDecided(ctx, importId, page)
  const subjects = decided.flatMap(({ decision }) => (decision.fate === 'store' ? decision.theirs : []))
  const names = await namesOf(ctx.db, ctx.orgId, subjects)
  const accounts = await stateNames(
    ctx.db,
    ctx.orgId,
    decided.flatMap(({ decision }) => (decision.fate === 'store' ? (decision.match.accountId ?? []) : [])),
  )
  const deals = await dealNames(
    ctx.db,
    ctx.orgId,
    decided.flatMap(({ decision }) => (decision.fate === 'store' ? (decision.match.dealId ?? []) : [])),
  )
  const named = (ids: ReadonlyMap<string, string>, id: string | null) =>
    id === null ? null : { id, name: ids.get(id) ?? 'without a name' }
  return decided.map(({ entry, decision, externalId, row }) => ({
    id: `${row} ${externalId}`,
    at: entry.at,
    date: entry.date,
    kind: entry.kind,
    direction: decision.fate === 'store' || decision.fate === 'aside' ? decision.direction : null,
    seconds: entry.seconds,
    held: decision.fate !== 'store' || decision.held,
    fate: decision.fate,
    why: decision.fate === 'store' ? decision.match.reason : decision.fate === 'aside' ? 'unmatched' : decision.why,
    others: othersOf({ entry, decision }, names),
    account: decision.fate === 'store' ? named(accounts, decision.match.accountId) : null,
    deal: decision.fate === 'store' ? named(deals, decision.match.dealId) : null,
  }))
}

export const ofShown = (show: Shown) => (one: Decided) => one.decision.fate === FATE[show]

/** As it would be stored: known contacts by name, a domain for the rest, and nobody of what is private. */
function othersOf(
  { entry, decision }: Pick<Decided, 'entry' | 'decision'>,
  names: ReadonlyMap<string, string>,
): string[] {
  if (decision.fate === 'busy') return []
  if (decision.fate === 'aside') return [...decision.domains]
  if (decision.fate === 'store') {
    const known = decision.theirs.flatMap((id) => names.get(id) ?? [])
    return known.length > 0 ? known : [decision.match.domain]
  }
  const addresses = [...(entry.from === null ? [] : [entry.from]), ...entry.people.map(({ address }) => address)]
  return [...new Set(addresses.map(domainOf))].slice(0, 3)
}

async function namesOf(db: Db, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('subject')
    .select(['id', 'name', 'email'])
    .where('org_id', '=', orgId)
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name, email }) => [id, name ?? email ?? 'without a name']))
}

async function stateNames(db: Db, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select s.entity_id as id, s.state->>'name' as name from span s
    where s.org_id = ${orgId} and s.kind = 'account' and s.entity_id = any(${[...new Set(ids)]}::uuid[]) and ${isCurrent('s')}
  `.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function dealNames(db: Db, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string | null }>`
    select d.deal_id as id, d.name from deal_span d
    where d.org_id = ${orgId} and d.deal_id = any(${[...new Set(ids)]}::uuid[]) and ${isCurrent('d')}
  `.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name ?? 'without a name']))
}
