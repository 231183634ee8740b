import { type DealSearch, splitList } from '#domain/deal/list.ts'
import type { Choices, Option } from './use-choices.ts'

/** What a list can be filtered by, beside its text and status. */
export interface FilterField {
  readonly id: string
  readonly label: string
  /** the parts of the address that it sets */
  readonly keys: readonly (keyof DealSearch)[]
  readonly kind: 'values' | 'account' | 'closing' | 'amount' | 'days' | 'yes' | 'custom'
  readonly options?: (choices: Choices) => readonly Option[]
}

const NOBODY: Option = { value: 'none', label: 'No person' }

export const FILTERS: readonly FilterField[] = [
  values('owner', 'Owner', ({ owners }) => [...owners, NOBODY]),
  values('stage', 'Stage', ({ stageOptions }) => stageOptions),
  { id: 'closing', label: 'Closing', keys: ['closing', 'from', 'to'], kind: 'closing' },
  { id: 'amount', label: 'Amount', keys: ['min', 'max'], kind: 'amount' },
  values('team', 'Team', ({ teams }) => teams),
  values('pipeline', 'Pipeline', ({ pipelines }) => pipelines),
  { id: 'account', label: 'Account', keys: ['account'], kind: 'account', options: ({ accounts }) => accounts },
  values('segment', 'Segment', ({ segments }) => segments),
  values('source', 'Source', ({ sources }) => sources),
  values('type', 'Type', ({ types }) => types),
  { id: 'untouched', label: 'Untouched for', keys: ['untouched'], kind: 'days' },
  { id: 'overdue', label: 'Next step overdue', keys: ['overdue'], kind: 'yes' },
  { id: 'differs', label: 'Differs from CRM', keys: ['differs'], kind: 'yes' },
  { id: 'reconstructed', label: 'Reconstructed', keys: ['reconstructed'], kind: 'yes' },
  { id: 'custom', label: 'Own field', keys: ['custom'], kind: 'custom' },
]

function values(
  id: 'owner' | 'stage' | 'team' | 'pipeline' | 'segment' | 'source' | 'type',
  label: string,
  options: (choices: Choices) => readonly Option[],
): FilterField {
  return { id, label, keys: [id], kind: 'values', options }
}

/** The values that a filter has; empty where it lets everything through. */
export function filterValue({ keys }: FilterField, search: DealSearch): string[] {
  return keys.flatMap((key) => splitList(search[key]))
}

/** What a chip says of its filter: "Owner: Ana, Bo", "Amount: from 5000". */
export function chipWords(filter: FilterField, search: DealSearch, choices: Choices, periodName: string): string {
  const value = filterValue(filter, search)
  if (value.length === 0 || filter.kind === 'yes') return filter.label
  return `${filter.label}: ${saidOf(filter, search, choices, periodName, value)}`
}

function saidOf(
  filter: FilterField,
  search: DealSearch,
  choices: Choices,
  periodName: string,
  value: string[],
): string {
  const { closing, from, to, min, max, untouched } = search
  switch (filter.kind) {
    case 'closing':
      return closing === undefined ? range(from, to) : closing === 'period' ? periodName : closing
    case 'amount':
      return range(min, max)
    case 'days':
      return `${untouched ?? ''} days`
    default: {
      const options = filter.options?.(choices) ?? []
      const names = value.map((one) => options.find((option) => option.value === one)?.label ?? one)
      return names.length > 2 ? `${names.length}` : names.join(', ')
    }
  }
}

function range(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `from ${from ?? ''}`
  return from === undefined ? `up to ${to}` : `${from} – ${to}`
}
