import { sureGuess, type Guess, type Question } from '#domain/import/record.ts'
import { readDates } from '../styles/dates.ts'
import { traitsOf, type ColumnTraits } from './content.ts'
import type { Draft } from './draft.ts'
import { headerScores } from './names.ts'
import { namelessEvidence } from './nameless.ts'
import type { Match } from './table.ts'

/** What figures cannot do without, and what is asked where no column is called so. */
const WANTED = {
  closeDate: 'No column reads as close dates. Which one says when a deal closes or has closed?',
  amount: 'No column reads as amounts. Which one says what a deal is worth?',
  owner: 'No column reads as owners. Which one says who works on a deal?',
} as const
type Wanted = keyof typeof WANTED
const NAMES = { closeDate: 'close date', amount: 'amount', owner: 'owner' } as const satisfies Record<Wanted, string>

const NONE = 'none'
const FOUND = 0.6

/** the second of two columns of one name, as a reader calls it */
const SECOND = /^(.*) \(\d+\)$/

/**
 * Gives a deal list the columns that nobody named in a known way but whose cells could be meant: asked about, unless
 * the cells leave little doubt.
 */
export function fillMissing(
  draft: Draft,
  answers: Readonly<Record<string, string>>,
): { readonly draft: Draft; readonly questions: readonly Question[] } {
  if (draft.object !== 'deal') return { draft, questions: [] }
  const matches: Match[] = [...draft.matches]
  const questions: Question[] = []
  for (const field of Object.keys(WANTED) as Wanted[]) {
    if (draft.decidedFields.has(field)) continue
    const at = matches.findIndex((match) => match.field === field)
    const columns = at === -1 ? candidates(draft, matches, field) : twins(draft, matches[at]!.column)
    if (columns.length === 0) continue
    const question = at === -1 ? missingQuestion(draft, field, columns) : twinQuestion(draft, field, columns)
    questions.push(question)
    const answer = answers[question.key] ?? sureGuess(question)?.value
    const column = columns.find((index) => draft.profile.header[index] === answer)
    if (column === undefined) continue
    if (at >= 0) matches[at] = { column, field, score: matches[at]!.score }
    else matches.push({ column, field, score: FOUND })
  }
  return { draft: { ...draft, matches }, questions }
}

/** Columns of one name that say different things; empty where the name stands once or both say the same. */
function twins({ profile, decidedFields }: Draft, column: number): number[] {
  if (decidedFields.size > 0) return []
  const name = profile.header[column]!
  const base = SECOND.exec(name)?.[1] ?? name
  const same = profile.header.flatMap((header, index) =>
    header === base || SECOND.exec(header)?.[1] === base ? [index] : [],
  )
  const filled = same.filter((index) => profile.columns[index]!.filled * 2 >= profile.rows)
  return new Set(filled.map((index) => profile.columns[index]!.sketch.hashes)).size > 1 ? filled : []
}

function candidates(
  { profile, ignored, decidedFields, table }: Draft,
  matches: readonly Match[],
  field: Wanted,
): number[] {
  // a mapping by hand has said what every column is
  if (decidedFields.size > 0) return []
  return profile.header.flatMap((_, column) => {
    if (ignored.has(column) || matches.some((match) => match.column === column)) return []
    const traits = traitsOf(profile.columns[column]!)
    // what is called so but reads as something else is said, not dropped
    const named = (headerScores(table, profile.header[column]!).get(field) ?? 0) > 0.85 && traits.filled > 0
    return named || (traits.filled * 2 >= profile.rows && fits(field, traits)) ? [column] : []
  })
}

function fits(field: Wanted, traits: ColumnTraits): boolean {
  if (field === 'closeDate') return traits.date > 0.9 && traits.timed < 0.5
  if (field === 'owner') return traits.idOf === 'person' || (traits.person > 0.9 && !traits.unique)
  return traits.date < 0.1 && namelessEvidence('deal', field, traits) >= 0.3
}

function missingQuestion(draft: Draft, field: Wanted, columns: readonly number[]): Question {
  const { name, profile } = draft
  const guess = columns.length === 1 ? guessOf(draft, field, columns[0]!) : null
  return {
    key: `column:${name}:${field}`,
    file: name,
    text: WANTED[field],
    options: [
      ...columns.map((column) => optionOf(draft, column)),
      { value: NONE, rows: profile.rows, example: 'None of the columns' },
    ],
    suggested: guess?.value ?? null,
    ...(guess !== null && { guess }),
  }
}

function twinQuestion(draft: Draft, field: Wanted, columns: readonly number[]): Question {
  return {
    key: `column:${draft.name}:${field}`,
    file: draft.name,
    text: `Columns of the same name say different things. Which one is the ${NAMES[field]}?`,
    options: columns.map((column) => optionOf(draft, column)),
    suggested: null,
  }
}

function optionOf({ profile }: Draft, column: number): Question['options'][number] {
  const { filled, examples } = profile.columns[column]!
  const header = profile.header[column]!
  return { value: header, rows: filled, example: `“${header}”, for example ${examples.slice(0, 2).join(', ')}` }
}

function guessOf(draft: Draft, field: Wanted, column: number): Guess | null {
  const header = draft.profile.header[column]!
  const traits = traitsOf(draft.profile.columns[column]!)
  if (!fits(field, traits)) return null
  if (field === 'owner') {
    const few = traits.profile.distinct <= Math.max(3, traits.filled / 4)
    return { value: header, confidence: few ? 0.9 : 0.6, reason: 'The same few names come again and again in it.' }
  }
  if (field === 'amount') {
    const signed = traits.currency > 0.5
    const reason = signed
      ? 'Its cells have a currency sign.'
      : 'It is the only column of numbers that could be amounts.'
    return { value: header, confidence: signed ? 0.95 : 0.7, reason }
  }
  return followsCreation(draft, column)
    ? { value: header, confidence: 0.75, reason: 'It is the only other date, and never before the deal was created.' }
    : null
}

function followsCreation({ matches, profile }: Draft, column: number): boolean {
  const created = matches.find(({ field }) => field === 'createdAt')?.column
  if (created === undefined) return false
  const days = profile.sample.flatMap(({ cells }) => {
    const [from, to] = [readDates(cells[created]!.trim())[0], readDates(cells[column]!.trim())[0]]
    return from === undefined || to === undefined ? [] : [to.day - from.day]
  })
  return days.length > 0 && days.every((gap) => gap >= 0)
}
