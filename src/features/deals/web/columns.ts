import type { DealSort } from '#domain/deal/list.ts'

export type ColumnId = 'name' | 'account' | 'stage' | 'owner' | 'nextStep' | 'created' | 'touched' | 'close' | 'amount'

export interface ListColumn {
  readonly id: ColumnId
  readonly header: string
  readonly sort?: DealSort
  readonly end?: true
}

export const COLUMNS: readonly ListColumn[] = [
  { id: 'name', header: 'Deal', sort: 'name' },
  { id: 'account', header: 'Account', sort: 'account' },
  { id: 'stage', header: 'Stage', sort: 'stage' },
  { id: 'owner', header: 'Owner', sort: 'owner' },
  { id: 'nextStep', header: 'Next step', sort: 'due' },
  { id: 'created', header: 'Created', sort: 'created', end: true },
  { id: 'touched', header: 'Last touch', sort: 'touched', end: true },
  { id: 'close', header: 'Closes', sort: 'close', end: true },
  { id: 'amount', header: 'Amount', sort: 'amount', end: true },
]

/** Columns whose cells are edited in their place, in the order of Tab. */
export const EDITABLE: readonly ColumnId[] = ['stage', 'owner', 'nextStep', 'close', 'amount']
