import type { ColumnType } from 'kysely'
import type { Instant, LocalDate } from '../domain/instant.ts'

type Time = ColumnType<Instant, string, string>

interface CaptureTable {
  org_id: string
  activity_id: string
  import_id: string
  person_id: string
  recorded_from: Time
  recorded_to: ColumnType<Instant, string | undefined, string>
  thread: string | null
}

interface CaptureAsideTable {
  org_id: string
  import_id: string
  external_id: string
  person_id: string
  domains: string[]
  type: string
  at: Time
  at_date: LocalDate | null
  seconds: number | null
  direction: string | null
  held: boolean
  topic: string | null
  thread: string | null
  known_at: Time
}

interface LearnedDomainTable {
  org_id: string
  domain: string
  account_id: string | null
  learned_at: Time
  actor_id: string | null
}

export interface CaptureTables {
  capture: CaptureTable
  capture_aside: CaptureAsideTable
  learned_domain: LearnedDomainTable
}
