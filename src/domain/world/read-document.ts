import type { z } from 'zod'
import { LeadoutError } from '../errors.ts'
import type { WorldDocument } from './document.ts'
import { DOCUMENT_FIELDS, documentSchema } from './document.ts'

/** What is wrong at one place of a document. */
export interface DocumentProblem {
  /** `goals[2].amount` */
  readonly path: string
  readonly value?: unknown
  /** continues the sentence that path and value begin, and says what to do */
  readonly problem: string
}

/** Raises `invalid` with every problem found, the first ones in the message. */
export function readDocument(json: unknown): WorldDocument {
  const result = documentSchema.safeParse(json)
  if (result.success) return result.data
  throw documentError(result.error.issues.map((issue) => problemOf(json, issue)))
}

/** The error for a document that cannot be applied; nothing of it is. */
export function documentError(problems: readonly DocumentProblem[]): LeadoutError {
  const shown = problems.slice(0, 20).map(({ path, value, problem }) => {
    const text = value === undefined ? undefined : JSON.stringify(value)
    const said = text === undefined ? '' : ` ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`
    return `${path}${said} ${problem}`
  })
  const more = problems.length - shown.length
  const lines = more > 0 ? [...shown, `and ${more} more`] : shown
  return new LeadoutError('invalid', ['The document cannot be applied; nothing was changed.', ...lines].join('\n  '), {
    problems,
  })
}

function problemOf(json: unknown, issue: z.core.$ZodIssue): DocumentProblem {
  const keys = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
  const path = pathText(json, keys)
  const value = valueAt(json, keys)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const fields = fieldsAt(keys)
      const list = issue.keys.map((key) => `\`${key}\``).join(', ')
      return {
        path: path === '' ? 'document' : path,
        problem: `has no field ${list}; it may have ${fields.join(', ')}`,
      }
    }
    case 'invalid_value':
      return { path, value, problem: `is not one of ${issue.values.map(String).join(', ')}` }
    case 'invalid_type':
      return value === undefined
        ? { path, problem: `is missing; give ${article(issue.expected)}` }
        : { path, value, problem: `is not ${article(issue.expected)}` }
    default: {
      const own = /^(is|has|says|ends) /.test(issue.message)
      return { path, value, problem: own ? issue.message : `is not accepted: ${issue.message}` }
    }
  }
}

function article(type: string): string {
  if (type === 'int') return 'a whole number'
  return type === 'array' || type === 'object' ? `an ${type}` : `a ${type}`
}

function fieldsAt(keys: readonly (string | number)[]): readonly string[] {
  const list = keys.findLast((key) => typeof key === 'string')
  return DOCUMENT_FIELDS.get(list ?? '') ?? Object.keys(documentSchema.shape)
}

function pathText(json: unknown, keys: readonly (string | number)[]): string {
  let text = ''
  let value = json
  for (const key of keys) {
    const inList = Array.isArray(value)
    if (typeof key === 'number') text += inList ? `[${key}]` : ''
    else text += text === '' ? key : `.${key}`
    value = typeof key === 'number' && !inList ? value : valueAt(value, [key])
  }
  return text
}

function valueAt(json: unknown, keys: readonly (string | number)[]): unknown {
  let value = json
  for (const key of keys) {
    if (typeof key === 'number' && !Array.isArray(value)) continue
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, unknown>)[key]
  }
  return value
}
