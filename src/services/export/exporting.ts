import type { Db } from '../../db/client.ts'
import { readKind } from '../../db/spans.ts'
import type { View } from '../../domain/span/box.ts'
import { toMajor } from '../../domain/money/amount.ts'
import type { Cell } from './csv.ts'

export const PAGE = 2_000

export type ReferredKind =
  | 'person'
  | 'team'
  | 'account'
  | 'contact'
  | 'lead'
  | 'deal'
  | 'pipeline'
  | 'stage'
  | 'campaign'
  | 'calendar'

export interface Exporting {
  readonly db: Db
  readonly orgId: string
  readonly view: View
  /** of the organisation */
  readonly currency: string
  /** what an export calls a thing: the id of its source, else its name where that is its key, else its id here */
  readonly nameOf: (kind: ReferredKind, id: string | null) => string | null
}

const BY_NAME = new Set<ReferredKind>(['pipeline', 'stage', 'campaign', 'calendar'])

export async function openExporting(db: Db, orgId: string, view: View, currency: string): Promise<Exporting> {
  const names = new Map<string, string>()
  for (const kind of [
    'person',
    'team',
    'account',
    'contact',
    'lead',
    'pipeline',
    'stage',
    'campaign',
    'calendar',
  ] as const) {
    for (const { id, state } of await readKind(db, orgId, kind, view)) {
      const name = 'name' in state && BY_NAME.has(kind) ? state.name : null
      const key = name ?? ('externalId' in state ? state.externalId : null)
      if (key != null) names.set(`${kind} ${id}`, key)
    }
  }
  const deals = await db
    .selectFrom('source_record')
    .select(['entity_id', 'external_id'])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'deal')
    .execute()
  for (const deal of deals) names.set(`deal ${deal.entity_id}`, deal.external_id)
  return { db, orgId, view, currency, nameOf: (kind, id) => (id === null ? null : (names.get(`${kind} ${id}`) ?? id)) }
}

/** Money in major units, a number so that spreadsheets add it up. */
export function majorCell(minor: number | null | undefined, currency: string | null): Cell {
  return minor == null ? null : Number(toMajor(minor, currency ?? 'USD'))
}
