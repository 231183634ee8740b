import type { ColumnPlan } from '#domain/import/record.ts'
import { DATE_MARKS, DATE_STYLES } from '../styles/dates.ts'
import { compactName } from '../vendors/vendor.ts'
import { traitsOf } from './content.ts'
import type { Draft } from './draft.ts'

const DAY_MS = 86_400_000
const FIELDS = new Set(['createdAt', 'modifiedAt', 'at'])
const HEADERS = new Set([
  'systemmodstamp',
  'lastvieweddate',
  'lastreferenceddate',
  'fivetransynced',
  'lastmodifieddate',
  'lastmodified',
  'hslastmodifieddate',
  'createddate',
  'createdtime',
  'modifiedtime',
])

/**
 * Newest stamp a system wrote, epoch ms: columns of creation and change with a time of day, never dates people set.
 * A local time is resolved by `resolve`.
 */
export function newestStamp(
  draft: Draft,
  columns: readonly ColumnPlan[],
  resolve: (day: number, time: number) => number,
): number | null {
  let newest: number | null = null
  for (const column of columns) {
    const history = draft.object === 'dealHistory' || draft.object === 'dealFieldHistory'
    const written =
      column.field === null
        ? HEADERS.has(compactName(column.header))
        : FIELDS.has(column.field) && (column.field !== 'at' || history)
    const profile = draft.profile.columns[column.index]!
    const traits = traitsOf(profile)
    if (!written || traits.date < 0.9 || traits.timed < 0.5) continue
    const styles = column.styles ?? DATE_STYLES.filter((style) => profile.latest[style] !== undefined)
    for (const style of DATE_STYLES) {
      if (!styles.some((own) => own === style || DATE_MARKS.some((mark) => own === style + mark))) continue
      const latest = profile.latest[style]
      const day = Math.floor((latest?.local ?? 0) / DAY_MS)
      const local = latest?.local == null ? -Infinity : resolve(day, latest.local - day * DAY_MS)
      const value = Math.max(local, latest?.instant ?? -Infinity)
      // 9999-12-31 and the like mean "until further notice"
      if (value > -Infinity && value < 4_102_444_800_000) newest = Math.max(newest ?? value, value)
    }
  }
  return newest
}
