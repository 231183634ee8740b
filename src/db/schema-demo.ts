import type { ColumnType } from 'kysely'
import type { Instant } from '../domain/instant.ts'

type Time = ColumnType<Instant, string, string>

interface DemoTable {
  org_id: string
  scenario: ColumnType<unknown, string, string>
  played_until: Time
  currency_assumed: boolean
  started_at: Time
}

export interface DemoTables {
  demo: DemoTable
}
