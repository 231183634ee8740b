import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { QualityIssue } from '#domain/quality/issue.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount, formatPercent } from '#ui/format/number.ts'
import { formatSpan } from '#ui/format/time.ts'
import type { FigureRef } from '../../receipt.ts'
import type {
  Finding,
  Import,
  ImportCounts,
  ImportProgress,
  ImportQuestion,
  ImportState,
  PreviewColumn,
} from '../contract.ts'

/** A piece of a sentence; one with a figure opens its receipt. */
export interface Part {
  readonly text: string
  readonly figure?: FigureRef
}

export const STATE_WORDS = {
  staging: 'reading',
  questions: 'has questions',
  ready: 'ready to import',
  applying: 'importing',
  done: 'imported',
  failed: 'failed',
  undone: 'undone',
} as const satisfies Record<ImportState, string>

const PHASE_WORDS = {
  reading: 'Reading the files',
  recognising: 'Recognising columns',
  matching: 'Matching with what is here',
  applying: 'Writing',
  folding: 'Bringing history up to date',
  finishing: 'Finishing',
} as const satisfies Record<ImportProgress['phase'], string>

export const OBJECT_WORDS = {
  team: 'teams',
  person: 'people',
  pipeline: 'pipelines',
  stage: 'stages',
  account: 'accounts',
  product: 'products',
  priceBook: 'price books',
  priceBookEntry: 'prices',
  campaign: 'campaigns',
  contact: 'contacts',
  lead: 'leads',
  deal: 'deals',
  dealHistory: 'history of deals, a row per stage',
  dealFieldHistory: 'history of deals, a row per field',
  lineItem: 'products on deals',
  quote: 'quotes',
  accountHistory: 'changes of accounts',
  leadHistory: 'changes of leads',
  campaignMember: 'members of campaigns',
  link: 'links between records',
  activity: 'activities',
  membership: 'memberships',
  goal: 'goals',
  holiday: 'holidays',
  leave: 'leave',
  rate: 'exchange rates',
  submission: 'forecast submissions',
} as const satisfies Record<ObjectKind, string>

/** What each kind of ledger entity is called when an import is taken back. */
const KIND_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  deal: ['deal', 'deals'],
  account: ['account', 'accounts'],
  person: ['person', 'people'],
  contact: ['contact', 'contacts'],
  lead: ['lead', 'leads'],
  product: ['product', 'products'],
  team: ['team', 'teams'],
  activity: ['activity', 'activities'],
  lineItem: ['product on a deal', 'products on deals'],
  stage: ['stage', 'stages'],
}

export type Sureness = 'sure' | 'check' | 'left-out'

/** The three levels of a guess; a column that no field fits is left out unless someone chooses one. */
export function surenessOf(column: PreviewColumn): Sureness {
  if (column.ignored || column.field === null || column.confidence < 0.5) return 'left-out'
  return column.confidence >= 0.9 ? 'sure' : 'check'
}

/** A question that nothing is written without: neither answered nor guessed well enough. */
export function isOpen({ answer, guess }: ImportQuestion): boolean {
  return answer === null && guess?.taken !== true
}

/** What a reading fits, and why it is the likely one. */
export function optionWords(
  { key, suggested, guess }: ImportQuestion,
  { value, rows }: ImportQuestion['options'][number],
  locale?: string,
): string {
  const count = `${formatCount(rows, locale)} ${rows === 1 ? 'row' : 'rows'}`
  const fit = key.startsWith('deal-key:') || key.startsWith('deal-twins:') ? `${count} the same` : `fits ${count}`
  if (guess !== null && guess.value === value)
    return `${fit}; ${formatPercent(guess.confidence, locale)} sure. ${guess.reason}`
  return value === suggested ? `${fit}, suggested` : fit
}

const COUNTS = ['new', 'changed', 'unchanged', 'rejected'] as const

/** "412 new, 37 changed, 1,203 unchanged, 5 rejected"; zeros are left out. */
export function countWords(counts: ImportCounts, locale?: string): string {
  return countParts(counts, null, locale)
    .map(({ text }) => text)
    .join('')
}

/** `countWords` in pieces, each count with its receipt. */
export function countParts(counts: ImportCounts, importId: string | null, locale?: string): Part[] {
  const kinds = COUNTS.filter((kind) => counts[kind] > 0)
  if (kinds.length === 0) return [{ text: 'nothing' }]
  return kinds.flatMap((kind, at): Part[] => [
    ...(at === 0 ? [] : [{ text: ', ' }]),
    {
      text: `${formatCount(counts[kind], locale)} ${kind}`,
      ...(importId !== null && { figure: { kind: 'import', of: { importId, count: kind } } }),
    },
  ])
}

/** What an import would do, before it does it. */
export function previewWords(counts: ImportCounts, locale?: string): string {
  return previewParts(counts, null, locale)
    .map(({ text }) => text)
    .join('')
}

export function previewParts(counts: ImportCounts, importId: string | null, locale?: string): Part[] {
  const parts = countParts(counts, importId, locale)
  return counts.new + counts.changed === 0
    ? [{ text: 'Nothing to write: ' }, ...parts, { text: '.' }]
    : [{ text: 'Would write ' }, ...parts, { text: '. Nothing is written yet.' }]
}

const NAMED_FILES = 4

/** "deals.csv, people.csv and 23 more": an import is called by its files, by all of them where they are few. */
export function labelWords(label: string, locale?: string): string {
  const files = label.split(', ')
  if (files.length <= NAMED_FILES + 1) return label
  return `${files.slice(0, NAMED_FILES).join(', ')} and ${formatCount(files.length - NAMED_FILES, locale)} more`
}

/** Like `progressWords`, of rows that are tried and taken back before anything is written. */
export function countingWords(progress: ImportProgress, locale?: string): string {
  return stepWords(progress.phase === 'applying' ? 'Trying' : PHASE_WORDS[progress.phase], progress, locale)
}

/** "Writing: 182,400 of 412,000 rows, 61,200 rows a second, 4 sec left". */
export function progressWords(progress: ImportProgress, locale?: string): string {
  return stepWords(PHASE_WORDS[progress.phase], progress, locale)
}

function stepWords(step: string, progress: ImportProgress, locale: string | undefined): string {
  const { rows, rowsTotal, rowsPerSecond, secondsLeft } = progress
  const count = (value: number) => formatCount(Math.round(value), locale)
  return [
    `${step}: ${rowsTotal === null ? count(rows) : `${count(rows)} of ${count(rowsTotal)}`} rows`,
    rowsPerSecond === null ? null : `${count(rowsPerSecond)} rows a second`,
    secondsLeft === null ? null : `${formatSpan(Math.max(1, Math.ceil(secondsLeft)) * 1000, locale)} left`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

/** `closeDate` as people say it: "close date". */
export function fieldWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** Whether the server is still at work on an import, so that the page keeps asking. */
export function isBusy(state: ImportState): boolean {
  return state === 'staging' || state === 'applying'
}

/** Whether undo is offered now, or redo for one that is undone. */
export function canUndo({ state, undoUntil }: Import, now: number): boolean {
  return (state === 'done' || state === 'undone') && undoUntil !== null && now < undoUntil
}

/** Whether an import was never written, so that it can go without a trace. */
export function canRemove({ state, finishedAt }: Import): boolean {
  return finishedAt === null && state !== 'applying'
}

/** "Undoing takes back 412 deals and 3,002 activities. 3 of them were edited later, and those edits go with them." */
export function withdrawalWords(
  kinds: readonly { readonly kind: string; readonly count: number }[],
  edited: number,
  locale?: string,
): string {
  const named = kinds.flatMap(({ kind, count }) => {
    const words = KIND_WORDS[kind]
    return words === undefined ? [] : [`${formatCount(count, locale)} ${count === 1 ? words[0] : words[1]}`]
  })
  if (named.length === 0) return 'Undoing takes nothing back: this import wrote nothing.'
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(named)
  const taken = `Undoing takes back what this import said of ${list}; it can be done again.`
  if (edited === 0) return taken
  return edited === 1
    ? `${taken} One of them was edited later, and that edit goes with it.`
    : `${taken} ${formatCount(edited, locale)} of them were edited later, and those edits go with them.`
}

/** "23 open deals without a touch in 30 days: €410k"; without amounts the sentence ends before the sum. With
 * `importId` it is said of rows that are not written yet. */
export function findingParts(finding: Finding, importId: string | null, locale?: string): Part[] {
  const { id, count, minor, currency, days, search } = finding
  const figure = (of: 'count' | 'sum') =>
    importId === null
      ? { kind: 'deals', of: { ...search, ...(of === 'count' && { figure: of }) } }
      : { kind: 'import-finding', of: { importId, figure: of } }
  const number: Part = {
    text: formatCount(count, locale),
    figure: figure('count'),
  }
  const sum: Part = {
    text: formatMoney(minor, currency, { style: 'compact', locale }),
    figure: figure('sum'),
  }
  const deals = count === 1 ? 'deal' : 'deals'
  const bare = minor === 0
  const middle = {
    untouched: ` open ${deals} without a touch in ${formatCount(days ?? 0, locale)} days`,
    overdue: ` open ${deals} whose close date has passed`,
    open: bare ? ` open ${deals}, none with an amount` : ` open ${deals}`,
    won: ` ${deals} won`,
  }[id]
  return bare ? [number, { text: middle }] : [number, { text: `${middle}: ` }, sum]
}

export const ISSUE_WORDS = {
  unowned: 'Open deals that nobody owns',
  zombie: 'Open deals long past their close date, silent for 90 days',
  'no-amount': 'Open deals without an amount',
  'no-stage': 'Open deals in no known stage',
  'duplicate-people': 'People who stand here twice',
  'unmatched-products': 'Products that the product list does not have',
} as const satisfies Record<QualityIssue, string>

export const REPAIR_WORDS = {
  owner: 'Give all to',
  'account-owner': 'Give each to the owner of its account',
  lose: 'Mark all as lost, gone quiet',
  products: 'Add up the products on each',
  typical: 'Take the middle amount of deals won',
  stage: 'Put all into',
  merge: 'Merge',
} as const

/** What was repaired, for the toast with Undo. */
export function repairWords(issue: QualityIssue): string {
  return `Repaired: ${ISSUE_WORDS[issue]}`
}

/** What a repair did. */
export function repairedWords(repaired: number, left: number, locale?: string): string {
  const done = repaired === 1 ? '1 repaired' : `${formatCount(repaired, locale)} repaired`
  return left === 0 ? done : `${done}, ${formatCount(left, locale)} need another repair`
}

const SOURCE_WORDS: Readonly<Record<string, string>> = {
  salesforce: 'Salesforce',
  hubspot: 'HubSpot',
  zoho: 'Zoho',
  pipedrive: 'Pipedrive',
}

/** "The newest HubSpot export is 12 days old." */
export function staleWords(source: string, takenAt: number, now: number, locale?: string): string {
  const age = formatSpan(now - takenAt, locale)
  const name = SOURCE_WORDS[source]
  return name === undefined ? `The newest export is ${age} old.` : `The newest ${name} export is ${age} old.`
}
