import { hash } from 'node:crypto'
import type { CellValue, FilePlan, ImportPlan, ImportRecord, Problem } from '#domain/import/record.ts'
import { fieldSpec } from '#domain/import/objects.ts'
import type { Row } from './read/row.ts'
import { cellReader, UNREADABLE, type CellReader, type ReadContext } from './cell-reader.ts'
import { stageWord } from './recognise/words.ts'
import { isBlank } from './styles/cell.ts'

export interface MapContext {
  /** zone of local date-times */
  readonly zone: string
  /** the organisation's currency: money without a sign of its own is in it */
  readonly currency: string
}

export interface Mapped {
  readonly records: readonly ImportRecord[]
  readonly problems: readonly Problem[]
}

interface MappedColumn {
  readonly index: number
  readonly header: string
  readonly field: string
  readonly read: CellReader
  /** reads by one answer of an open question: such a cell waits for the answer */
  readonly waiting: CellReader | null
  readonly replace: Readonly<Record<string, string>> | null
  /** an unreadable cell rejects the row: always, or where the deal is closed */
  readonly critical: 'always' | 'closed' | null
}

const CLOSED_ONLY = new Set(['amount', 'closeDate'])
/** Salesforce ids of `what` and `who` say what they are */
const PREFIX_FIELDS: Readonly<Record<string, string>> = {
  '006': 'deal',
  '001': 'account',
  '003': 'contact',
  '00Q': 'lead',
}

/**
 * Compiles a file's plan into a function from rows to typed records. An unreadable id, stage, or amount or close date
 * of a closed deal rejects its row; any other unreadable cell is left out and listed. An empty cell is `null`, never 0.
 */
export function compileMapper(file: FilePlan, plan: ImportPlan, context: MapContext): (rows: readonly Row[]) => Mapped {
  const { object } = file
  if (object === null) return () => ({ records: [], problems: [] })
  const shared: ReadContext = {
    zone: context.zone,
    currency: context.currency,
    signs: plan.signs,
    rowCurrency: null,
  }
  // HubSpot writes all records that one belongs to into one cell, the primary one first
  const lists = file.vendor === 'hubspot'
  const refReader = cellReader('ref', [], shared)
  const firstOf: CellReader = (text) => refReader(text.split(';')[0]!.trim())
  const columns: MappedColumn[] = []
  for (const { index, header, field, styles, waiting, currency, replace } of file.columns) {
    const spec = field === null ? undefined : fieldSpec(object, field)
    if (field === null || spec === undefined) continue
    const critical = object === 'deal' && CLOSED_ONLY.has(field) ? 'closed' : spec.critical ? 'always' : null
    columns.push({
      index,
      header,
      field,
      read: lists && spec.type === 'ref' ? firstOf : cellReader(spec.type, styles ?? [], shared, currency),
      waiting: waiting === undefined ? null : cellReader(spec.type, waiting, shared, currency),
      replace: replace ?? null,
      critical,
    })
  }
  const custom = file.columns.filter(({ field, ignored }) => field === null && ignored !== true)
  const currencyColumn = columns.find(({ field }) => field === 'currency')
  const keyColumns = file.key.map((field) => columns.find((column) => column.field === field)?.index ?? -1)
  const outcome =
    object === 'deal'
      ? file.columns.find(({ field, styles }) => field === 'won' && styles?.includes('outcome'))
      : undefined
  const isClosed = object === 'deal' ? closedTest(file, plan) : () => false
  const constants = Object.entries(file.constants)
  // every record begins as a copy of one shape: an empty cell is null
  const blank: Readonly<Record<string, null>> = Object.fromEntries(columns.map(({ field }) => [field, null]))

  const repaired = columns.filter(({ replace }) => replace !== null)

  const twins = file.twins === true ? new Map<string, number>() : null
  const mapRow = (given: Row, records: ImportRecord[], problems: Problem[]): void => {
    const row = repaired.length === 0 ? given : repair(given, repaired)
    const { cells } = row
    const values: Record<string, CellValue | null> = { ...blank }
    const unreadable: MappedColumn[] = []
    shared.rowCurrency = currencyColumn === undefined ? null : (cells[currencyColumn.index] ?? '').trim() || null
    for (const column of columns) {
      const text = (cells[column.index] ?? '').trim()
      if (text === '') continue
      const value = column.index === outcome?.index ? null : column.read(text)
      if (value === UNREADABLE) {
        if (column.waiting === null || column.waiting(text) === UNREADABLE) unreadable.push(column)
        delete values[column.field]
      } else values[column.field] = value
    }
    if (outcome !== undefined) readOutcome((cells[outcome.index] ?? '').trim(), values)
    for (const [field, value] of constants) values[field] ??= value
    if (lists && object === 'activity') spreadContacts(cells, columns, values)
    spreadReferences(values)
    const externalId = keyOf(cells, keyColumns)
    const missing = keyColumns.length > 0 && externalId === ''
    const rejected =
      missing || unreadable.some(({ critical }) => critical === 'always' || (critical === 'closed' && isClosed(values)))
    for (const { header, field, index } of unreadable) {
      const value = (cells[index] ?? '').trim()
      problems.push({
        severity: rejected ? 'reject' : 'cell',
        fileNo: file.fileNo,
        row: row.row,
        column: header,
        value: value.slice(0, 200),
        reason: isTooLarge(value) ? 'too-large' : `unreadable-${fieldSpec(object, field)!.type}`,
        group: `unreadable:${file.fileNo}:${header}`,
        cells,
      })
    }
    if (missing) {
      problems.push({
        severity: 'reject',
        fileNo: file.fileNo,
        row: row.row,
        reason: 'no-key',
        group: `no-key:${file.fileNo}`,
        cells,
      })
    }
    if (rejected) return
    const digest = hash('sha1', cells.join('\u001f'), 'base64url')
    const twin = twins === null ? '' : numberOf(twins, digest)
    const extra: Record<string, string> = {}
    for (const { header, index } of custom) {
      const text = (cells[index] ?? '').trim()
      if (text !== '') extra[header] = text
    }
    records.push({
      object,
      fileNo: file.fileNo,
      row: row.row,
      externalId: (keyColumns.length === 0 ? digest : externalId) + twin,
      values,
      custom: extra,
      hash: digest,
    })
  }
  return (rows) => {
    const records: ImportRecord[] = []
    const problems: Problem[] = []
    for (const row of rows) mapRow(row, records, problems)
    return { records, problems }
  }
}

/** what tells the second and each later of equal rows from the first */
function numberOf(twins: Map<string, number>, digest: string): string {
  const nth = (twins.get(digest) ?? 0) + 1
  twins.set(digest, nth)
  return nth === 1 ? '' : `\u001f${nth}`
}

/** digits beyond what an amount in minor units can hold exactly */
function isTooLarge(text: string): boolean {
  return /^\D{0,4}\d[\d.,'\s]{14,}\D{0,4}$/.test(text) && text.replace(/\D/g, '').length > 14
}

/** The row with the cells that someone has repaired: it counts as changed where it came in unrepaired before. */
function repair(row: Row, columns: readonly MappedColumn[]): Row {
  const cells = [...row.cells]
  for (const { index, replace } of columns) {
    const text = (cells[index] ?? '').trim()
    if (Object.hasOwn(replace!, text)) cells[index] = replace![text]!
  }
  return { ...row, cells }
}

/** one column says `open`, `won` or `lost`: both flags follow from it */
function readOutcome(text: string, values: Record<string, CellValue | null>): void {
  const kind = stageWord(text)
  if (kind === null) return
  values['won'] = kind === 'won'
  values['closed'] ??= kind !== 'open'
}

function keyOf(cells: readonly string[], columns: readonly number[]): string {
  if (columns.length === 1) {
    const text = (cells[columns[0]!] ?? '').trim()
    return isBlank(text) ? '' : text
  }
  const parts = columns.map((index) => (cells[index] ?? '').trim())
  return parts.every((part) => part === '') ? '' : parts.join('\u001f')
}

/** `what` and `who` of Salesforce hold ids of several objects: each goes to the field of its own */
function spreadReferences(values: Record<string, CellValue | null>): void {
  for (const field of ['what', 'who'] as const) {
    const value = values[field]
    if (typeof value !== 'string' || (value.length !== 15 && value.length !== 18)) continue
    const target = PREFIX_FIELDS[value.slice(0, 3)]
    if (target !== undefined && values[target] == null) values[target] = value
  }
}

/** the first contact of a list is the one an activity was with; all of them took part */
function spreadContacts(
  cells: readonly string[],
  columns: readonly MappedColumn[],
  values: Record<string, CellValue | null>,
): void {
  const index = columns.find(({ field }) => field === 'contact')?.index
  const text = index === undefined ? '' : (cells[index] ?? '').trim()
  if (text.includes(';')) values['participants'] ??= text
}

function closedTest(file: FilePlan, plan: ImportPlan): (values: Readonly<Record<string, CellValue | null>>) => boolean {
  const closedStages = new Set(plan.stages.filter(({ kind }) => kind !== 'open').map(({ name }) => name))
  const hasStage = file.columns.some(({ field }) => field === 'stage')
  return (values) => {
    if (plan.outcomeBy === 'stage' && hasStage && typeof values['stage'] === 'string')
      return closedStages.has(values['stage'])
    return values['closed'] === true || values['won'] === true
  }
}
