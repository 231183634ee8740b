import type { Guess, Question } from '#domain/import/record.ts'
import type { Draft } from './draft.ts'

export interface KeyVerdict {
  readonly key: readonly string[]
  /** rows equal in every cell are deals of their own */
  readonly twins?: true
  readonly questions: readonly Question[]
}

/** objects that a name identifies where the file has no ids */
const BY_NAME = new Set(['person', 'account', 'product', 'team', 'stage', 'pipeline', 'campaign', 'priceBook'])

/** The fields that tell two rows of a file apart. A deal list without ids is a question, with its clashes shown. */
export function judgeKey(draft: Draft, answers: Readonly<Record<string, string>>): KeyVerdict {
  const fieldOf = (column: number) => draft.matches.find((match) => match.column === column)?.field
  const has = (field: string) => draft.matches.find((match) => match.field === field)
  if (has('id') !== undefined) return { key: ['id'], questions: [] }
  if (BY_NAME.has(draft.object)) {
    if (has('name') !== undefined) return { key: ['name'], questions: [] }
    if (draft.object === 'person')
      return { key: has('email') ? ['email'] : ['firstName', 'lastName'].filter((field) => has(field)), questions: [] }
    return { key: [], questions: [] }
  }
  if (draft.object === 'contact' || draft.object === 'lead') {
    const email = has('email')
    if (email !== undefined && draft.profile.columns[email.column]!.filled === draft.profile.rows)
      return { key: ['email'], questions: [] }
    return { key: [], questions: [] }
  }
  if (draft.object !== 'deal') return { key: [], questions: [] }
  return dealKey(draft, answers, fieldOf)
}

const STEADY: ReadonlySet<string> = new Set(['name', 'createdAt', 'account'])

/** a key should not change in a deal's life, and a name alone comes again */
function unsteady(fields: readonly string[]): number {
  const changing = fields.filter((field) => !STEADY.has(field)).length
  return changing * 2 + (fields.includes('createdAt') ? 0 : 3) + fields.length * 0.1
}

function dealKey(
  draft: Draft,
  answers: Readonly<Record<string, string>>,
  fieldOf: (column: number) => string | undefined,
): KeyVerdict {
  const { profile } = draft
  const options = profile.keys
    .map((key) => ({ ...key, fields: key.columns.map(fieldOf) }))
    .filter((key): key is typeof key & { fields: string[] } => key.fields.every((field) => field !== undefined))
  const best = [...options].sort((a, b) => a.clashes - b.clashes || unsteady(a.fields) - unsteady(b.fields))[0]
  const suggested = best !== undefined && best.clashes <= profile.rows * 0.01 ? best.fields.join('+') : 'content'
  const guess: Guess | null =
    best?.clashes === 0 && best.fields.length > 1 && best.fields.every((field) => STEADY.has(field ?? ''))
      ? {
          value: suggested,
          confidence: 0.9,
          reason: 'They tell all rows apart and stay the same while a deal goes on.',
        }
      : null
  const question: Question = {
    key: `deal-key:${draft.name}`,
    file: draft.name,
    text: 'The deals have no id. Which columns tell one deal from another when the file comes again?',
    options: [
      ...options.map(({ fields, columns, clashes, examples }) => ({
        value: fields.join('+'),
        rows: clashes,
        example: keyWords(
          columns.map((column) => profile.header[column]!),
          examples,
        ),
      })),
      {
        value: 'content',
        rows: profile.identical ?? 0,
        example: 'All columns: a row that has changed when the file comes again is a new deal',
      },
    ],
    suggested,
    ...(guess !== null && { guess }),
  }
  const chosen = answers[question.key] ?? suggested
  const twins = twinsQuestion(draft)
  return {
    key: chosen === 'content' ? [] : chosen.split('+'),
    ...(twins !== null && answers[twins.key] === 'own' && { twins: true }),
    questions: twins === null ? [question] : [question, twins],
  }
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' })

/** The columns by their names in the file, and rows that they do not tell apart. */
function keyWords(headers: readonly string[], alike: readonly (readonly [number, number])[]): string {
  const columns = LIST.format(headers.map((header) => `“${header}”`))
  const pairs = alike.map(([a, b]) => `${a} and ${b}`).join(', ')
  return alike.length === 0 ? `${columns}: no two rows are alike` : `${columns}: alike in rows ${pairs}`
}

function twinsQuestion({ name, profile }: Draft): Question | null {
  const rows = profile.identical ?? 0
  if (rows === 0) return null
  return {
    key: `deal-twins:${name}`,
    file: name,
    text: 'Rows without an id are equal to another row in every cell. Is each of them a deal?',
    options: [
      { value: 'same', rows, example: 'No: the same deal was written twice, and counts once' },
      { value: 'own', rows, example: 'Yes: they are deals that only look alike, and all of them count' },
    ],
    suggested: null,
  }
}
