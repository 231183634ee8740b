import { sql } from 'kysely'
import type { LedgerChange } from '../../db/ledger.ts'
import { readChanges } from '../../db/ledger.ts'
import { inView } from '../../db/spans.ts'
import { instantText } from '../../domain/instant.ts'
import type { Cell, ExportTable } from './csv.ts'
import type { Exporting } from './exporting.ts'
import { majorCell, PAGE } from './exporting.ts'

const HEADER = [
  'Deal ID',
  'Deal name',
  'Owner',
  'Creator',
  'Account',
  'Pipeline',
  'Stage',
  'Is closed',
  'Is won',
  'Amount',
  'Currency',
  'Close date',
  'Created',
  'Type',
  'Source',
  'Segment',
  'Campaign',
  'Reason',
  'Forecast category',
  'Next step',
  'Next step due',
]

/** Every deal as it stands in the view, custom fields last. */
export async function dealsTable(exporting: Exporting): Promise<ExportTable> {
  const { db, orgId, view } = exporting
  const found = await sql<{ field: string }>`
    select distinct jsonb_object_keys(s.custom) as field from deal_span s
    where s.org_id = ${orgId} and ${inView('s', view)} order by field
  `.execute(db)
  const custom = found.rows.map((row) => row.field)
  return { name: 'deals', header: [...HEADER, ...custom.map(ownHeader)], rows: () => dealRows(exporting, custom) }
}

/** A custom field that is called like a column of ours says what it is. */
function ownHeader(field: string): string {
  return HEADER.some((column) => column.toLowerCase() === field.toLowerCase()) ? `${field} (custom)` : field
}

async function* dealRows(exporting: Exporting, custom: readonly string[]): AsyncIterable<Cell[][]> {
  const { nameOf } = exporting
  for await (const deals of dealPages(exporting)) {
    yield deals.map((deal) => [
      deal.external_id ?? deal.deal_id,
      deal.name,
      nameOf('person', deal.owner_id),
      nameOf('person', deal.creator_id),
      nameOf('account', deal.account_id),
      nameOf('pipeline', deal.pipeline_id),
      nameOf('stage', deal.stage_id),
      deal.status !== 'open',
      deal.status === 'won',
      majorCell(deal.amount, deal.currency),
      deal.currency,
      deal.close_date,
      deal.created_date ?? timeCell(deal.created_at),
      deal.type,
      deal.source,
      deal.segment,
      nameOf('campaign', deal.campaign_id),
      deal.reason,
      deal.forecast_category,
      deal.next_step,
      deal.next_step_date,
      ...custom.map((field) => deal.custom[field]),
    ])
  }
}

async function* dealPages({ db, orgId, view }: Exporting) {
  let after: string | null = null
  for (;;) {
    let query = db.selectFrom('deal_span as s').selectAll('s').where('s.org_id', '=', orgId).where(inView('s', view))
    if (after !== null) query = query.where('s.deal_id', '>', after)
    const page = await query.orderBy('s.deal_id').limit(PAGE).execute()
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)!.deal_id
  }
}

/** Fields of a deal as its history names them, and what a value refers to. */
const HISTORY = {
  stageId: ['Stage', 'stage'],
  ownerId: ['Owner', 'person'],
  amount: ['Amount', null],
  closeDate: ['Close date', null],
  accountId: ['Account', 'account'],
  name: ['Name', null],
  type: ['Type', null],
  source: ['Source', null],
  forecastCategory: ['Forecast category', null],
  nextStep: ['Next step', null],
  nextStepDate: ['Next step due', null],
} as const

/** Every change of a field of the exported deals up to the view, old and new value, in the order in which they held. */
export function fieldHistoryTable(exporting: Exporting): ExportTable {
  return {
    name: 'field-history',
    header: ['Deal ID', 'Changed at', 'Field', 'Old value', 'New value', 'Currency'],
    rows: async function* () {
      for await (const deals of dealPages(exporting)) {
        const changes = await readChanges(
          exporting.db,
          exporting.orgId,
          'deal',
          deals.map((deal) => deal.deal_id),
        )
        yield deals.flatMap((deal) =>
          historyRows(exporting, deal.external_id ?? deal.deal_id, deal.created_at, changes.get(deal.deal_id) ?? []),
        )
      }
    },
  }
}

function historyRows(
  { view, nameOf, currency }: Exporting,
  dealId: string,
  createdAt: number,
  changes: readonly LedgerChange[],
): Cell[][] {
  const visible = changes
    .filter(
      (change) =>
        change.validAt <= view.valid &&
        change.knownAt <= view.known &&
        change.recordedAt <= view.recorded &&
        view.recorded < change.retractedAt,
    )
    .toSorted(
      (a, b) =>
        order(a.validAt, b.validAt) ||
        order(a.knownAt, b.knownAt) ||
        order(a.recordedAt, b.recordedAt) ||
        (a.id < b.id ? -1 : 1),
    )
  const state: Record<string, unknown> = {}
  const rows: Cell[][] = []
  const shown = (field: keyof typeof HISTORY, value: unknown): Cell => {
    if (value == null) return null
    const kind = HISTORY[field][1]
    if (field === 'amount') return majorCell(Number(value), textOf(state['currency']) ?? currency)
    return kind === null ? textOf(value) : nameOf(kind, textOf(value))
  }
  for (const [at, now] of Map.groupBy(visible, (change) => change.validAt)) {
    const before = { ...state }
    Object.assign(state, ...now.map((change) => change.patch))
    // what a deal was when it began is in its history too, so that a later change of the list does not move it back
    if (at < createdAt || at === -Infinity) continue
    for (const field of Object.keys(HISTORY) as (keyof typeof HISTORY)[]) {
      const old = at === createdAt ? null : (before[field] ?? null)
      const value = state[field] ?? null
      if (old === value) continue
      const moment = now.findLast((change) => field in change.patch)?.validDate ?? timeCell(at)
      rows.push([
        dealId,
        moment,
        HISTORY[field][0],
        shown(field, old),
        shown(field, value),
        field === 'amount' ? textOf(state['currency']) : null,
      ])
    }
  }
  return rows
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : value == null ? null : JSON.stringify(value)
}

function order(a: number, b: number): number {
  return a < b ? -1 : Number(a > b)
}

/** ISO instant; empty for always. */
export function timeCell(at: number): Cell {
  return Number.isFinite(at) ? instantText(at) : null
}
