import { sureGuess, type Guess, type Question } from '#domain/import/record.ts'
import { readDates } from '../styles/dates.ts'
import { traitsOf, type ColumnTraits } from './content.ts'
import type { Draft } from './draft.ts'
import { namelessEvidence } from './nameless.ts'
import type { Match } from './table.ts'

/** What figures cannot do without, and what is asked where no column is called so. */
const WANTED = {
  closeDate: 'No column is called a close date. Which one says when a deal closes or has closed?',
  amount: 'No column is called an amount. Which one says what a deal is worth?',
  owner: 'No column is called an owner. Which one says who works on a deal?',
} as const
type Wanted = keyof typeof WANTED

const NONE = 'none'
const FOUND = 0.6

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
    if (draft.decidedFields.has(field) || matches.some((match) => match.field === field)) continue
    const columns = candidates(draft, matches, field)
    if (columns.length === 0) continue
    const question = missingQuestion(draft, field, columns)
    questions.push(question)
    const answer = answers[question.key] ?? sureGuess(question)?.value
    const column = columns.find((index) => draft.profile.header[index] === answer)
    if (column !== undefined) matches.push({ column, field, score: FOUND })
  }
  return { draft: { ...draft, matches }, questions }
}

function candidates({ profile, ignored, decidedFields }: Draft, matches: readonly Match[], field: Wanted): number[] {
  // a mapping by hand has said what every column is
  if (decidedFields.size > 0) return []
  return profile.header.flatMap((_, column) => {
    if (ignored.has(column) || matches.some((match) => match.column === column)) return []
    const traits = traitsOf(profile.columns[column]!)
    return traits.filled * 2 >= profile.rows && fits(field, traits) ? [column] : []
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
      ...columns.map((column) => ({
        value: profile.header[column]!,
        rows: profile.columns[column]!.filled,
        example: `“${profile.header[column]!}”, for example ${profile.columns[column]!.examples.slice(0, 2).join(', ')}`,
      })),
      { value: NONE, rows: profile.rows, example: 'None of the columns' },
    ],
    suggested: guess?.value ?? null,
    ...(guess !== null && { guess }),
  }
}

function guessOf(draft: Draft, field: Wanted, column: number): Guess | null {
  const header = draft.profile.header[column]!
  const traits = traitsOf(draft.profile.columns[column]!)
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
