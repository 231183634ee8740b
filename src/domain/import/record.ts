import type { ObjectKind } from './object-kind.ts'

/** A time as a source wrote it: a local date, a local date-time of the organisation's zone, or an instant. */
export type TimeValue =
  | { readonly date: string }
  /** milliseconds since the epoch; local date-times are resolved in the import's zone when read */
  | { readonly at: number }

/** Money as read: integer minor units of `currency`, or of the row's or organisation's currency when absent. */
export interface MoneyValue {
  readonly minor: number
  readonly currency?: string
}

export type CellValue = string | number | boolean | TimeValue | MoneyValue

/** One row, read: only cells that are present and readable; `null` where the source says empty. */
export interface ImportRecord {
  readonly object: ObjectKind
  readonly fileNo: number
  /** as a spreadsheet numbers it, the header counted */
  readonly row: number
  /** the row's key in its source, or a key made from its content where the file has none */
  readonly externalId: string
  readonly values: Readonly<Record<string, CellValue | null>>
  /** unmapped columns by header */
  readonly custom: Readonly<Record<string, string>>
  /** hash of the raw cells: equal hashes are equal rows */
  readonly hash: string
}

/** A cell or row that could not be used. */
export interface Problem {
  /** `reject` drops the row, `cell` leaves one cell empty, `skip` leaves out what is no data, `note` changes nothing */
  readonly severity: 'reject' | 'cell' | 'skip' | 'note'
  readonly fileNo: number
  readonly row?: number
  readonly column?: string
  readonly value?: string
  readonly reason: string
  readonly remedy?: string
  /** problems with one repair share a group, e.g. `product:GTXPro` */
  readonly group: string
  /** the whole raw row, for the download that can be repaired and imported again */
  readonly cells?: readonly string[]
}

/** What other evidence says about a question. */
export interface Guess {
  readonly value: string
  /** 0 to 1; from `SURE` on it is taken unless someone answers otherwise */
  readonly confidence: number
  /** a sentence for the reader */
  readonly reason: string
}

export const SURE = 0.9

export interface Question {
  /** stable: the same file asks the same key again */
  readonly key: string
  readonly file: string
  readonly column?: string
  readonly text: string
  readonly options: readonly { readonly value: string; readonly rows: number; readonly example: string }[]
  readonly suggested: string | null
  readonly guess?: Guess
}

/** What holds until someone answers: a guess that is sure enough, shown with its reason and the other readings. */
export function sureGuess({ guess }: Question): Guess | null {
  return guess !== undefined && guess.confidence >= SURE ? guess : null
}

export type RefBy = 'id' | 'name' | 'email'

export interface ColumnPlan {
  readonly index: number
  readonly header: string
  /** null: kept as a custom field, or ignored when `ignored` */
  readonly field: string | null
  readonly ignored?: true
  /** 0 to 1; shown as sure from 0.9, check from 0.5 */
  readonly confidence: number
  readonly refBy?: RefBy
  /** style ids evidenced in this column (see sources/files/styles); a cell is read if exactly one of them fits */
  readonly styles?: readonly string[]
  /** styles of one reading of a question still open: a cell that they fit waits for the answer and is no problem */
  readonly waiting?: readonly string[]
  /** what amounts without a sign are in, where it is not the organisation's currency */
  readonly currency?: string
  /** cells to be read as another text, as someone repaired them, by what they say */
  readonly replace?: Readonly<Record<string, string>>
}

export interface FilePlan {
  readonly fileNo: number
  readonly name: string
  /** null: not recognised, left out and said so */
  readonly object: ObjectKind | null
  readonly confidence: number
  readonly vendor: 'salesforce' | 'hubspot' | 'zoho' | 'pipedrive' | 'export' | 'file'
  readonly columns: readonly ColumnPlan[]
  /** fields whose columns together are the key; empty: the row's content is the key */
  readonly key: readonly string[]
  /** rows equal in every cell are entities of their own, told apart by their order */
  readonly twins?: true
  /** fixed values for fields that no column holds, e.g. { type: 'call' } for a file of calls */
  readonly constants: Readonly<Record<string, string>>
  /** the vendor's word for such files, or why the file is left out; shown to the reader */
  readonly label: string
}

export type StageKind = 'open' | 'won' | 'lost'

/** A stage named in the files and what it is taken to mean. */
export interface StagePlan {
  readonly name: string
  /** null where the files name no pipelines */
  readonly pipeline: string | null
  readonly kind: StageKind
  /** 0-based, open stages first */
  readonly order: number
  /** 0 to 1 */
  readonly probability: number | null
  readonly confidence: number
  /** deals in this stage */
  readonly rows: number
}

export interface ImportPlan {
  readonly files: readonly FilePlan[]
  readonly questions: readonly Question[]
  /** newest system stamp in the files, epoch ms; null where no file has one */
  readonly newestStamp: number | null
  /** currency evidenced in the files, e.g. by symbol or currency column; null where none is */
  readonly currency: string | null
  /** currencies of signs that several share, by `signOf` what they can stand for */
  readonly signs?: Readonly<Record<string, string>>
  readonly stages: readonly StagePlan[]
  /** whether the mapped stage or the flags IsClosed and IsWon say that a deal is won or lost */
  readonly outcomeBy: 'stage' | 'flags'
  /** keys (else names) of users that are no people: automations, channels */
  readonly notPersons: readonly string[]
}

/** Columns put before a row's own when it is given back for repair; importing the file again leaves them out. */
export const PROBLEM_COLUMNS: readonly string[] = [
  'leadout file',
  'leadout row',
  'leadout column',
  'leadout value',
  'leadout reason',
  'leadout remedy',
]
