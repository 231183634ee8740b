import type { CellValue, FilePlan, ImportPlan } from '#domain/import/record.ts'
import { fieldSpec } from '#domain/import/objects.ts'
import { toMajor } from '#domain/money/amount.ts'
import type { Ctx } from '#services/context.ts'
import { readStagedFile } from '#services/imports/staging.ts'
import { readSettings } from '#services/org/settings.ts'
import { cellReader, UNREADABLE } from './files/cell-reader.ts'
import type { FileProfile } from './files/profile/file.ts'

const EXAMPLES = 3

export interface ColumnExample {
  readonly index: number
  readonly header: string
  readonly field: string | null
  readonly ignored: boolean
  readonly confidence: number
  /** how first cells are written, and how they are read under the plan; null where a cell cannot be read */
  readonly replaced: { value: string; as: string }[]
  readonly examples: { raw: string; read: string | null }[]
}

/** The columns of a planned file with their first filled cells and what those are read as. */
export async function readExamples(
  db: Ctx['db'],
  orgId: string,
  importId: string,
  plan: ImportPlan,
  file: FilePlan,
): Promise<ColumnExample[]> {
  const staged = await readStagedFile(db, orgId, importId, file.fileNo)
  const settings = await readSettings(db, orgId)
  const rows = (staged.profile as FileProfile).sample
  const currency = (settings.currencyAssumed === true ? plan.currency : null) ?? settings.currency
  return file.columns.map((column) => {
    const cells = rows.map((row) => (row.cells[column.index] ?? '').trim()).filter((cell) => cell !== '')
    const type =
      file.object === null || column.field === null ? 'text' : (fieldSpec(file.object, column.field)?.type ?? 'text')
    const context = { zone: settings.zone, currency, signs: plan.signs, rowCurrency: null }
    const read = cellReader(type, column.styles ?? [], context, column.currency)
    return {
      index: column.index,
      header: column.header,
      field: column.field,
      ignored: column.ignored === true,
      confidence: column.confidence,
      replaced: Object.entries(column.replace ?? {}).map(([value, as]) => ({ value, as })),
      examples: [...new Set(cells)].slice(0, EXAMPLES).map((raw) => {
        const value = read(raw)
        return { raw, read: value === UNREADABLE || value === null ? null : shown(value, currency) }
      }),
    }
  })
}

function shown(value: CellValue, currency: string): string {
  if (typeof value !== 'object') return String(value)
  if ('date' in value) return value.date
  if ('at' in value) return new Date(value.at).toISOString()
  return `${toMajor(value.minor, value.currency ?? currency)} ${value.currency ?? currency}`
}
