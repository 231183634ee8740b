import type { ObjectKind } from '../../domain/import/object-kind.ts'
import { fieldSpec } from '../../domain/import/objects.ts'
import type { ImportRecord, RefBy } from '../../domain/import/record.ts'
import type { WorldKind } from '../../domain/world/kinds.ts'
import { newId } from '../../platform/ids.ts'
import { readCurrent } from './current.ts'
import type { NamedKind, Refs } from './refs.ts'
import { resolve } from './refs.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, currencyOf, dateOf, isTime, minorOf, momentOf, textOf, write } from './run.ts'
import { saveSubjects } from './subjects.ts'
import type { Seen } from './seen.ts'
import { sortRecords } from './upsert.ts'

/** How an object that is one entity with fields becomes a ledger entity: state field <- record field. */
interface ReferenceSpec {
  readonly kind: WorldKind
  readonly plural: string
  /** references: state field <- [record field, object] */
  readonly refs: Readonly<Record<string, readonly [string, ObjectKind]>>
  /** values: state field <- record field */
  readonly values: Readonly<Record<string, string>>
  readonly personal?: 'contact' | 'lead'
  readonly named?: NamedKind
  readonly defaults?: Readonly<Record<string, unknown>>
  /** the field that says when it came into being; without it, it always was */
  readonly since?: string
  /** state fields that became what they are at the instant in a record field; before, they were empty */
  readonly from?: { readonly field: string; readonly states: readonly string[] }
}

const same = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, field]))

export const REFERENCES: Partial<Record<ObjectKind, ReferenceSpec>> = {
  team: {
    kind: 'team',
    plural: 'teams',
    named: 'team',
    values: same('name', 'office', 'zone'),
    refs: { parentId: ['parent', 'team'], managerId: ['manager', 'person'] },
  },
  account: {
    kind: 'account',
    plural: 'accounts',
    named: 'account',
    values: same('name', 'type', 'industry', 'segment', 'website', 'country'),
    refs: { parentId: ['parent', 'account'], ownerId: ['owner', 'person'] },
  },
  contact: {
    kind: 'contact',
    plural: 'contacts',
    personal: 'contact',
    values: same('source'),
    refs: { accountId: ['account', 'account'], ownerId: ['owner', 'person'] },
  },
  lead: {
    kind: 'lead',
    plural: 'leads',
    personal: 'lead',
    values: same('company', 'source', 'status', 'converted'),
    refs: {
      ownerId: ['owner', 'person'],
      dealId: ['deal', 'deal'],
      accountId: ['account', 'account'],
      contactId: ['contact', 'contact'],
    },
    defaults: { converted: false },
    since: 'createdAt',
    from: { field: 'convertedAt', states: ['converted', 'status', 'dealId', 'accountId', 'contactId'] },
  },
  product: {
    kind: 'product',
    plural: 'products',
    named: 'product',
    values: same('name', 'code', 'family', 'listPrice', 'active'),
    refs: {},
    defaults: { active: true },
  },
  priceBook: {
    kind: 'priceBook',
    plural: 'priceBooks',
    named: 'priceBook',
    values: same('name', 'active'),
    refs: {},
    defaults: { active: true },
  },
  priceBookEntry: {
    kind: 'priceBookEntry',
    plural: 'priceBookEntries',
    values: same('price', 'active'),
    refs: { priceBookId: ['priceBook', 'priceBook'], productId: ['product', 'product'] },
    defaults: { active: true },
  },
  lineItem: {
    kind: 'lineItem',
    plural: 'lineItems',
    values: same('name', 'quantity', 'listPrice', 'price', 'discount', 'total'),
    refs: { dealId: ['deal', 'deal'], productId: ['product', 'product'] },
  },
  quote: {
    kind: 'quote',
    plural: 'quotes',
    values: same('name', 'status', 'amount', 'discount', 'validUntil'),
    refs: { dealId: ['deal', 'deal'], accountId: ['account', 'account'], ownerId: ['owner', 'person'] },
  },
  submission: {
    kind: 'submission',
    plural: 'submissions',
    values: same('period', 'commit', 'bestCase'),
    refs: { personId: ['person', 'person'] },
    since: 'at',
  },
  campaign: {
    kind: 'campaign',
    plural: 'campaigns',
    named: 'campaign',
    values: same('name', 'type', 'status', 'startDate', 'endDate', 'budget', 'cost'),
    refs: {},
  },
  campaignMember: {
    kind: 'campaignMember',
    plural: 'campaignMembers',
    values: same('status'),
    refs: { campaignId: ['campaign', 'campaign'], leadId: ['lead', 'lead'], contactId: ['contact', 'contact'] },
  },
}

/**
 * Upserts objects that are described by their present fields. What they are called has no beginning in an export, so a
 * new one holds from always and was always known; a later change is dated by its stamp, else by the export.
 */
export async function applyReference(
  run: ImportRun,
  refs: Refs,
  object: ObjectKind,
  seen: Seen,
  refBy: ReadonlyMap<string, RefBy>,
  records: readonly ImportRecord[],
): Promise<void> {
  const spec = REFERENCES[object]!
  const adopt = (record: ImportRecord) => {
    const named = spec.named === undefined ? null : refs.byName(spec.named, textOf(record, 'name') ?? '')
    return named?.adoptable === true ? named.id : null
  }
  const upserts = await sortRecords(run, refs, object, spec.plural, seen, records, adopt)
  for (const { record, entityId } of upserts) {
    const name = textOf(record, 'name')
    if (spec.named !== undefined && name !== null) refs.learnName(spec.named, name, entityId)
  }
  const personal = spec.personal === undefined ? new Set<string>() : await saveSubjects(run, spec.personal, upserts)
  const current = await readCurrent(
    run,
    spec.kind,
    upserts.map((upsert) => upsert.entityId),
  )
  const changes: ImportChange[] = []
  for (const { record, entityId, isNew, mentioned } of upserts) {
    const patch = await patchOf(run, refs, spec, refBy, record, isNew)
    const before = current.get(entityId)
    const differing = Object.entries(patch).filter(([key, value]) => !equal(before?.[key], value))
    const changed = differing.length > 0 || personal.has(entityId)
    if (!isNew) countsOf(run, spec.plural)[changed ? 'changed' : 'unchanged'] += 1
    if (differing.length === 0) continue
    const source = run.sourceOf(record.fileNo)
    const origin = mentioned || before === undefined || before['externalId'] !== record.externalId
    const stamp = momentOf(run, record.values['modifiedAt'])?.at ?? run.takenAt
    const since = spec.since === undefined ? null : momentOf(run, record.values[spec.since])
    const start = since?.at ?? -Infinity
    const turned = spec.from === undefined ? null : momentOf(run, record.values[spec.from.field])
    const later = (key: string) => turned !== null && turned.at > start && spec.from!.states.includes(key)
    const at = origin ? { validAt: start, knownAt: start } : { validAt: stamp }
    const base = { kind: spec.kind, entityId, source }
    const then = differing.filter(([key]) => later(key))
    const own = Object.fromEntries(differing.filter(([key]) => !later(key)))
    const first = isNew && then.length > 0 ? { ...spec.defaults, ...own } : own
    if (Object.keys(first).length > 0) changes.push({ ...base, id: newId(), patch: first, ...at })
    if (then.length > 0) {
      const moment = { validAt: turned!.at, ...(origin && { knownAt: turned!.at }) }
      changes.push({ ...base, id: newId(), patch: Object.fromEntries(then), ...moment })
    }
  }
  await write(run, changes)
}

async function patchOf(
  run: ImportRun,
  refs: Refs,
  spec: ReferenceSpec,
  refBy: ReadonlyMap<string, RefBy>,
  record: ImportRecord,
  isNew: boolean,
): Promise<Record<string, unknown>> {
  const patch: Record<string, unknown> = { ...(isNew && spec.defaults), externalId: record.externalId }
  for (const [target, field] of Object.entries(spec.values)) {
    if (field in record.values) patch[target] = plain(run, record, field)
  }
  if (spec.named !== undefined && patch['name'] === undefined) patch['name'] = record.externalId
  for (const [target, [field, object]] of Object.entries(spec.refs)) {
    if (field in record.values)
      patch[target] = await resolve(run, refs, record, field, object, refBy.get(field) ?? 'id')
  }
  if (
    'currency' in record.values ||
    Object.keys(spec.values).some((field) => fieldSpec(record.object, field)?.type === 'money')
  ) {
    patch['currency'] = currencyOf(record, 'currency') ?? moneyCurrency(record, spec) ?? run.currency
  }
  if (record.values['deleted'] === true) patch['deleted'] = true
  if (Object.keys(record.custom).length > 0) patch['custom'] = record.custom
  return patch
}

function moneyCurrency(record: ImportRecord, spec: ReferenceSpec): string | null {
  for (const field of Object.values(spec.values)) {
    const value = record.values[field]
    if (typeof value === 'object' && value !== null && 'minor' in value && value.currency) return value.currency
  }
  return null
}

/** A cell as it stands in a ledger patch: money in minor units, times as local dates. */
function plain(run: ImportRun, record: ImportRecord, field: string): unknown {
  const value = record.values[field] ?? null
  if (isTime(value)) return dateOf(run, value)
  if (typeof value === 'object' && value !== null) return minorOf(value)
  return value
}

function equal(before: unknown, value: unknown): boolean {
  if (before === value || (before === undefined && value === null)) return true
  return typeof value === 'object' && JSON.stringify(before) === JSON.stringify(value)
}
