import type { ColumnType } from 'kysely'
import type { Instant, LocalDate } from '../domain/instant.ts'

interface ActivityDayTable {
  org_id: string
  person_id: string
  day: LocalDate
  at: ColumnType<Instant, string, string>
  touches: number
  emails_sent: number
  calls_made: number
  connects: number
  talk_hours: number
  meetings_due: number
  meetings_taken: number
  meetings_held: number
  meeting_hours: number
  presentations: number
  deals: string[]
  contacts: string[]
  deal_contacts: string[]
}

interface ActivityRolledTable {
  org_id: string
  person_id: string
  upto: LocalDate
}

interface ActivityStaleTable {
  org_id: string
  id: string
  person_id: string | null
  day: LocalDate
}

export interface ActivityDayTables {
  activity_day: ActivityDayTable
  activity_rolled: ActivityRolledTable
  activity_stale: ActivityStaleTable
}
