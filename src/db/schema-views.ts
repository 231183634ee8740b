import type { ColumnType } from 'kysely'
import type { Instant } from '../domain/instant.ts'

/** Read as epoch milliseconds, written as text (`instantText`). */
type Time = ColumnType<Instant, string, string>

interface SavedViewTable {
  org_id: string
  id: string
  place: string
  name: string
  search: ColumnType<Record<string, string>, string, string>
  shared: boolean
  /** who made it; null: from the command line */
  user_id: string | null
  created_at: Time
  updated_at: Time
}

export interface ViewTables {
  saved_view: SavedViewTable
}
