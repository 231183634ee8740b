import { orderDeals, type ListedGroup, type ListQuery } from '../../db/deal-list.ts'
import { periodRange } from '../../domain/calendar/period.ts'
import {
  type DealFilter,
  type DealOrder,
  type DealSearch,
  readDealFilter,
  readDealOrder,
} from '../../domain/deal/list.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { UNUSUAL_DIGITS } from '../../domain/money/currency.ts'
import { COMPANY, type Scope } from '../../domain/scope.ts'
import { requirePermission } from '../access/can.ts'
import { logBarsView, logPersonView, requireScope, type ScopeAccess, scopeAccess } from '../access/scope.ts'
import type { Ctx } from '../context.ts'
import { periodCalendar } from '../org/policy.ts'
import { labelOf, type OrgStructure, readStructure } from '../org/structure.ts'
import { type OrgView, resolveView } from '../org/view.ts'

export interface DealListInput {
  readonly scope?: Scope | undefined
  readonly search: DealSearch
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** A list that an actor may see, ready to be read. */
export interface DealList {
  readonly view: OrgView
  readonly query: ListQuery
  readonly scope: Scope
  readonly search: DealSearch
  readonly filter: DealFilter
  readonly sort: DealOrder
  readonly structure: OrgStructure
  readonly access: ScopeAccess
}

/** The group of all persons whose figures the reader does not see by name. */
export const OTHERS = 'others'

/** @throws LeadoutError `forbidden` for a scope or a person whose figures the actor may not see, `invalid` for a filter that is none */
export async function openDealList(ctx: Ctx, input: DealListInput): Promise<DealList> {
  requirePermission(ctx, 'deals.read')
  return dealListIn(ctx, await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, input), input)
}

/** Who belongs where in a view, and whose figures the actor sees: the same for every list of one screen. */
export interface ListWorld {
  readonly structure: OrgStructure
  readonly access: ScopeAccess
}

/** As `openDealList`, in a view that is resolved already. */
export async function dealListIn(
  ctx: Ctx,
  view: OrgView,
  input: Omit<DealListInput, 'asOf' | 'knownAt'>,
  world?: ListWorld,
): Promise<DealList> {
  const { search, scope = COMPANY } = input
  const structure = world?.structure ?? (await readStructure(ctx.db, view, view.asOfDate))
  const access = world?.access ?? (await scopeAccess(ctx, view, structure))
  requireScope(access, scope)
  if (labelOf(structure, scope, view.settings.name, view.asOfDate) === null)
    throw new LeadoutError('not-found', 'There is no such team, office or person.')
  const filter = readDealFilter(search, view.settings.currency)
  if (filter.owners.some((owner) => owner !== 'none' && !access.names(owner)))
    throw new LeadoutError('forbidden', 'Your access level does not allow these figures.')
  const closing = filter.closing === null ? null : periodRange(filter.closing, periodCalendar(view.settings))
  const { settings } = view
  return {
    view,
    query: {
      orgId: ctx.orgId,
      view: view.view,
      asOfDate: view.asOfDate,
      zone: settings.zone,
      currency: settings.currency,
      digits: UNUSUAL_DIGITS,
    },
    scope,
    search,
    filter: { ...filter, from: later(filter.from, closing?.from), to: earlier(filter.to, closing?.to) },
    sort: readDealOrder(search),
    structure,
    access,
  }
}

/** Every deal of a list in order, as anyone may share it who may open the list. */
export async function orderDealList(ctx: Ctx, list: DealList): Promise<ListedGroup[]> {
  const { query, scope, filter, sort, search } = list
  return orderDeals(ctx.db, query, { kind: scope.kind, ids: [scope.id] }, filter, { group: search.group ?? null, sort })
}

/** The groups as the reader may see them: persons that are not shown by name are one group. */
export function visibleGroups({ search, access }: DealList, groups: readonly ListedGroup[]): ListedGroup[] {
  if (search.group !== 'owner') return [...groups]
  const named = groups.filter(({ key }) => key === null || access.names(key))
  const others = groups.filter((group) => !named.includes(group))
  return others.length === 0 ? named : [...named, { ...addUp(others), key: OTHERS, label: null }]
}

/** The sum over groups. */
export function addUp(groups: readonly ListedGroup[]): ListedGroup {
  return {
    key: null,
    label: null,
    count: groups.reduce((sum, group) => sum + group.count, 0),
    minor: groups.reduce((sum, group) => sum + group.minor, 0),
    missing: [...new Set(groups.flatMap(({ missing }) => missing))].toSorted(),
    converted: groups.some(({ converted }) => converted),
    ids: groups.map(({ ids }) => ids).join(''),
  }
}

/** `limit` ids of groups, from the one at `offset` on. */
export function idsOf(groups: readonly ListedGroup[], offset: number, limit: number): string[] {
  const { ids } = addUp(groups)
  const window = ids.slice(offset * HEX, (offset + limit) * HEX)
  return Array.from({ length: window.length / HEX }, (_, at) => toUuid(window.slice(at * HEX, (at + 1) * HEX)))
}

/** Writes a look at the figures of persons into the view log (architecture.md, Access). */
export async function logListView(ctx: Ctx, list: DealList, groups: readonly ListedGroup[]): Promise<void> {
  const { view, structure, scope, filter, search } = list
  const asked = scope.kind === 'person' ? [scope.id] : filter.owners.filter((owner) => owner !== 'none')
  if (asked.length === 1) return logPersonView(ctx, view, asked[0]!)
  const listed =
    search.group === 'owner' ? groups.flatMap(({ key }) => (key === null || key === OTHERS ? [] : [key])) : asked
  if (listed.length > 0) await logBarsView(ctx, { view, structure, day: view.asOfDate }, listed)
}

const HEX = 32

function toUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function later(a: string | null, b: string | undefined): string | null {
  return b === undefined || (a !== null && a > b) ? a : b
}

function earlier(a: string | null, b: string | undefined): string | null {
  return b === undefined || (a !== null && a < b) ? a : b
}
