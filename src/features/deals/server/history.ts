import { sql } from 'kysely'
import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import { readKind } from '#db/spans.ts'
import type { OrgView } from '#services/org/view.ts'
import { forecastCategoryName } from '#domain/deal/forecast-category.ts'
import type { FigureValue } from '../../receipt.ts'
import type { DealChange } from '../../deal-detail.ts'

export type ToldChange = Omit<DealChange, 'field' | 'value'> & { readonly patch: Readonly<Record<string, unknown>> }

interface ChangeRow extends Omit<ToldChange, 'validAt' | 'knownAt' | 'withdrawnAt'> {
  readonly validAt: number
  readonly knownAt: number
  readonly withdrawnAt: number | null
}

/** Every change of a deal that the view knows, newest first; those withdrawn stand among them. */
export async function readDealChanges(db: Db, { orgId, view }: OrgView, dealId: string): Promise<ToldChange[]> {
  const result = await sql<ChangeRow>`
    select c.id, c.patch, c.valid_at as "validAt", c.valid_date as "validDate", c.known_at as "knownAt",
      c.recorded_at as "recordedAt", coalesce(p.name, u.name) as by, c.source, c.import_id as "importId",
      i.label as import, c.reconstructed,
      (select min(r.recorded_at) from retraction r
        where r.org_id = ${orgId} and (r.change_id = c.id or r.import_id = c.import_id) and r.recorded_at >= c.recorded_at
          and r.recorded_at <= ${at(view.recorded)}) as "withdrawnAt"
    from change c
    left join import i on i.org_id = c.org_id and i.id = c.import_id
    left join member m on m.org_id = c.org_id and m.user_id = c.actor_id
    left join subject p on p.org_id = c.org_id and p.id = m.person_id
    left join auth_user u on u.id = c.actor_id
    where c.org_id = ${orgId} and c.kind = 'deal' and c.entity_id = ${dealId} and c.valid_at <= ${at(view.valid)}
      and c.known_at <= ${at(view.known)} and c.recorded_at <= ${at(view.recorded)}
    order by c.valid_at desc, c.known_at desc, c.recorded_at desc, c.id desc
  `.execute(db)
  return result.rows.map((row) => ({ ...row, validAt: finite(row.validAt), knownAt: finite(row.knownAt) }))
}

interface FieldReader {
  /** a value of a field as a reader sees it; money without a currency of its own is in `currency` */
  (field: string, value: unknown, currency: string): FigureValue | null
  /** what a patch tells of one field; undefined for what is nothing to a reader */
  told(field: string, value: unknown, currency: string): { field: string; value: FigureValue | null } | undefined
}

const PERSONS = new Set(['ownerId', 'creatorId'])
const TEXTS = new Set(['name', 'currency', 'type', 'source', 'segment', 'reason', 'forecastCategory', 'nextStep'])

/** Reads values of patches in words: ids become the names of what they stand for in the view. */
export async function fieldReader(
  db: Db,
  { orgId, view }: OrgView,
  changes: readonly { readonly patch: Readonly<Record<string, unknown>> }[],
): Promise<FieldReader> {
  const idsOf = (fields: readonly string[]) => [
    ...new Set(changes.flatMap(({ patch }) => fields.map((field) => patch[field]).filter(isText))),
  ]
  const names = new Map<string, string>()
  for (const { id, state } of await readKind(db, orgId, 'stage', view)) names.set(id, state.name)
  const persons = await sql<{ id: string; name: string | null }>`
    select s.id, s.name from subject s where s.org_id = ${orgId} and s.id = any(${idsOf([...PERSONS])}::uuid[])
  `.execute(db)
  const accounts = await sql<{ id: string; name: string | null }>`
    select s.entity_id as id, max(s.state->>'name') as name from span s
    where s.org_id = ${orgId} and s.kind = 'account' and s.entity_id = any(${idsOf(['accountId'])}::uuid[])
      and s.recorded_to = 'infinity' and s.known_to = 'infinity'
    group by s.entity_id
  `.execute(db)
  for (const { id, name } of [...persons.rows, ...accounts.rows]) if (name !== null) names.set(id, name)

  const read = (field: string, value: unknown, currency: string): FigureValue | null => {
    if (value === null || value === undefined || value === '') return null
    if (field === 'amount') return { type: 'money', minor: Number(value), currency }
    if (field === 'closeDate' || field === 'nextStepDate') return { type: 'date', date: textOf(value) }
    if (field === 'forecastCategory') return { type: 'text', text: forecastCategoryName(textOf(value)) }
    if (TEXTS.has(field)) return { type: 'text', text: textOf(value) }
    return { type: 'text', text: names.get(textOf(value)) ?? textOf(value) }
  }
  const told = (field: string, value: unknown, currency: string) => {
    if (field === 'created' || field === 'deleted') return value === true ? { field, value: null } : undefined
    if (field === 'custom') {
      const text = customText(value)
      return text === '' ? undefined : { field, value: { type: 'text' as const, text } }
    }
    if (field === 'outcome' && value === null) return undefined
    const known =
      TEXTS.has(field) ||
      PERSONS.has(field) ||
      ['stageId', 'accountId', 'amount', 'closeDate', 'nextStepDate', 'outcome'].includes(field)
    return known ? { field, value: read(field, value, currency) } : undefined
  }
  return Object.assign(read, { told })
}

/** What each change tells of each field, newest first; an empty field that was never filled is nothing to tell. */
export function toldFields(
  changes: readonly ToldChange[],
  reader: Pick<FieldReader, 'told'>,
  currency: string,
): DealChange[] {
  const filled = new Set<string>()
  return changes
    .toReversed()
    .flatMap(({ patch, ...change }) =>
      Object.entries(patch).flatMap(([field, value]) => {
        const told = reader.told(field, value, currency)
        const silent = told === undefined || (told.value === null && !NEVER_EMPTY.has(field) && !filled.has(field))
        if (silent) return []
        filled.add(field)
        return [{ ...change, ...told }]
      }),
    )
    .toReversed()
}

/** What stands without a value. */
const NEVER_EMPTY = new Set(['created', 'deleted'])

function customText(value: unknown): string {
  return Object.entries((value ?? {}) as Record<string, unknown>)
    .filter(([, held]) => held !== '' && held !== null)
    .map(([field, held]) => `${field}: ${textOf(held)}`)
    .join(', ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null
}
