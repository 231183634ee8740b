import type { Question } from '#domain/import/record.ts'
import type { Draft } from './draft.ts'

export interface KeyVerdict {
  readonly key: readonly string[]
  readonly question: Question | null
}

/** objects that a name identifies where the file has no ids */
const BY_NAME = new Set(['person', 'account', 'product', 'team', 'stage', 'pipeline', 'campaign', 'priceBook'])

/** The fields that tell two rows of a file apart. A deal list without ids is a question, with its clashes shown. */
export function judgeKey(draft: Draft, answer: string | undefined): KeyVerdict {
  const fieldOf = (column: number) => draft.matches.find((match) => match.column === column)?.field
  const has = (field: string) => draft.matches.find((match) => match.field === field)
  if (has('id') !== undefined) return { key: ['id'], question: null }
  if (BY_NAME.has(draft.object)) {
    if (has('name') !== undefined) return { key: ['name'], question: null }
    if (draft.object === 'person')
      return { key: has('email') ? ['email'] : ['firstName', 'lastName'].filter((field) => has(field)), question: null }
    return { key: [], question: null }
  }
  if (draft.object === 'contact' || draft.object === 'lead') {
    const email = has('email')
    if (email !== undefined && draft.profile.columns[email.column]!.filled === draft.profile.rows)
      return { key: ['email'], question: null }
    return { key: [], question: null }
  }
  if (draft.object !== 'deal') return { key: [], question: null }
  return dealKey(draft, answer, fieldOf)
}

/** a key should not change in a deal's life, and a name alone comes again */
function unsteady(fields: readonly string[]): number {
  const changing = fields.filter((field) => field !== 'name' && field !== 'createdAt' && field !== 'account').length
  return changing * 2 + (fields.includes('createdAt') ? 0 : 3) + fields.length * 0.1
}

function dealKey(
  draft: Draft,
  answer: string | undefined,
  fieldOf: (column: number) => string | undefined,
): KeyVerdict {
  const { profile } = draft
  const options = profile.keys
    .map((key) => ({ fields: key.columns.map(fieldOf), clashes: key.clashes, examples: key.examples }))
    .filter((key): key is typeof key & { fields: string[] } => key.fields.every((field) => field !== undefined))
  const best = [...options].sort((a, b) => a.clashes - b.clashes || unsteady(a.fields) - unsteady(b.fields))[0]
  const suggested = best !== undefined && best.clashes <= profile.rows * 0.01 ? best.fields.join('+') : 'content'
  const identical = profile.identical ?? 0
  const question: Question = {
    key: `deal-key:${draft.name}`,
    file: draft.name,
    text: 'The deals have no id. Which columns tell one deal from another when the file comes again?',
    options: [
      ...options.map(({ fields, clashes, examples }) => ({
        value: fields.join('+'),
        rows: clashes,
        example: examples.map(([a, b]) => `rows ${a} and ${b}`).join(', '),
      })),
      {
        value: 'content',
        rows: identical,
        example: 'A row is a deal of its own unless all its cells are equal; a changed row is a new deal.',
      },
    ],
    suggested,
  }
  const chosen = answer ?? suggested
  return { key: chosen === 'content' ? [] : chosen.split('+'), question }
}
