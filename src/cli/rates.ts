import Papa from 'papaparse'
import { LeadoutError } from '#domain/errors.ts'
import type { WorldDocument } from '#domain/world/document.ts'
import { readDocument } from '#domain/world/read-document.ts'

const COLUMNS = ['currency', 'kind', 'date', 'rate'] as const

/**
 * Reads a CSV with the columns currency, date, rate and perhaps kind (`plan` or `daily`; `kind` where there is none).
 * Raises `invalid` naming every line that cannot be used.
 */
export function readRates(csv: string, kind: string | undefined, correction: boolean): WorldDocument {
  const { data, meta } = Papa.parse<Record<string, string>>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim().toLowerCase(),
    transform: (cell) => cell.trim(),
  })
  const needed = COLUMNS.filter((column) => column !== 'kind' || kind === undefined)
  const missing = needed.filter((column) => meta.fields?.includes(column) !== true)
  if (missing.length > 0) {
    throw new LeadoutError(
      'invalid',
      `The file has no column ${missing.join(', ')}; its first line must name the columns ${COLUMNS.join(', ')}`,
      { missing },
    )
  }
  const rates = data.map((row) => ({
    currency: row['currency']?.toUpperCase(),
    kind: row['kind'] || kind,
    date: row['date'],
    rate: row['rate'],
    ...(correction && { correction: true }),
  }))
  return inLines(() => readDocument({ rates }))
}

/** Says `line 3` where a document says `rates[1]`. */
export function inLines<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof LeadoutError ? asLines(error) : error
  }
}

export function asLines(error: LeadoutError): LeadoutError {
  const message = error.message
    .replace(/^The document/, 'The file')
    .replace(/rates\[(\d+)\]\.?/g, (_, index) => `line ${Number(index) + 2} `)
  return new LeadoutError(error.code, message, error.details)
}
