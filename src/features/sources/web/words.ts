import { formatCount } from '#ui/format/number.ts'
import { formatSpan } from '#ui/format/time.ts'
import type { Import, ImportCounts, ImportProgress, ImportState, PreviewColumn } from '../contract.ts'

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

export type Sureness = 'sure' | 'check' | 'left-out'

/** The three levels of a guess; a column that no field fits is left out unless someone chooses one. */
export function surenessOf(column: PreviewColumn): Sureness {
  if (column.ignored || column.field === null || column.confidence < 0.5) return 'left-out'
  return column.confidence >= 0.9 ? 'sure' : 'check'
}

/** "412 new, 37 changed, 1,203 unchanged, 5 rejected"; zeros are left out. */
export function countWords(counts: ImportCounts, locale?: string): string {
  const parts = (['new', 'changed', 'unchanged', 'rejected'] as const).filter((kind) => counts[kind] > 0)
  return parts.length === 0 ? 'nothing' : parts.map((kind) => `${formatCount(counts[kind], locale)} ${kind}`).join(', ')
}

/** What an import would do, before it does it. */
export function previewWords(counts: ImportCounts, locale?: string): string {
  const words = countWords(counts, locale)
  return counts.new + counts.changed === 0
    ? `Nothing to write: ${words}.`
    : `Would write ${words}. Nothing is written yet.`
}

/** "Writing: 182,400 of 412,000 rows, 61,200 rows a second, 4 sec left". */
export function progressWords(progress: ImportProgress, locale?: string): string {
  const { rows, rowsTotal, rowsPerSecond, secondsLeft } = progress
  const count = (value: number) => formatCount(Math.round(value), locale)
  return [
    `${PHASE_WORDS[progress.phase]}: ${rowsTotal === null ? count(rows) : `${count(rows)} of ${count(rowsTotal)}`} rows`,
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

/** Whether undo is offered now. */
export function canUndo({ state, undoUntil }: Import, now: number): boolean {
  return state === 'done' && undoUntil !== null && now < undoUntil
}
