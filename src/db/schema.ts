import type { ColumnType, JSONColumnType } from 'kysely'
import type { AccessTables } from './schema-access.ts'
import type { ActivityDayTables } from './schema-activity-days.ts'
import type { CaptureTables } from './schema-capture.ts'
import type { DemoTables } from './schema-demo.ts'
import type { ViewTables } from './schema-views.ts'
import type { WallboardTables } from './schema-wallboards.ts'
import type { Differs } from '../domain/deal/differs.ts'
import type { CommentReason, CommentSubject } from '../domain/comment.ts'
import type { Instant, LocalDate } from '../domain/instant.ts'

/** `timestamptz`: read as epoch milliseconds, written as text (`instantText`). */
type Time = ColumnType<Instant, string, string>
type TimeOrNull = ColumnType<Instant | null, string | null | undefined, string | null>
type Json<T> = ColumnType<T, string, string>

interface Ranges {
  valid_from: Time
  valid_to: Time
  known_from: Time
  known_to: Time
  recorded_from: Time
  recorded_to: Time
}

interface OrgTable {
  org_id: string
  slug: string
  name: string
  first_import_at: TimeOrNull
  pinned_at: TimeOrNull
  pinned_known: ColumnType<boolean, boolean | undefined, boolean>
  created_at: Time
}

export interface ChangeTable {
  org_id: string
  id: string
  kind: string
  entity_id: string
  patch: Json<Record<string, unknown>>
  valid_at: Time
  valid_date: LocalDate | null
  known_at: Time
  recorded_at: Time
  reconstructed: ColumnType<boolean, boolean | undefined, boolean>
  import_id: string | null
  actor_id: string | null
  source: string
}

interface RetractionTable {
  org_id: string
  id: string
  change_id: string | null
  import_id: string | null
  recorded_at: Time
  actor_id: string | null
}

interface SpanTable extends Ranges {
  org_id: string
  kind: string
  entity_id: string
  state: Json<Record<string, unknown>>
}

export interface DealSpanTable extends Ranges {
  org_id: string
  deal_id: string
  external_id: string | null
  name: string | null
  account_id: string | null
  pipeline_id: string | null
  stage_id: string | null
  status: 'open' | 'won' | 'lost'
  status_since: Time
  status_date: LocalDate | null
  accepted: boolean
  reached_order: number | null
  owner_id: string | null
  outcome_owner_id: string | null
  first_owner_id: string | null
  creator_id: string | null
  created_at: Time
  created_date: LocalDate | null
  amount: number | null
  lost_amount: number | null
  currency: string | null
  close_date: LocalDate | null
  type: string | null
  source: string | null
  segment: string | null
  campaign_id: string | null
  reason: string | null
  forecast_category: string | null
  next_step: string | null
  next_step_date: LocalDate | null
  custom: JSONColumnType<Record<string, string>>
  differs: JSONColumnType<Differs>
  reconstructed: boolean
}

interface MembershipSpanTable extends Ranges {
  org_id: string
  person_id: string
  team_id: string | null
  office: string | null
  discipline: string | null
  segment: string | null
  level: string | null
  manager_id: string | null
  dotted_manager_id: string | null
  role_since: Time
}

interface SubjectTable {
  org_id: string
  id: string
  kind: string
  name: string | null
  email: string | null
  phone: string | null
  title: string | null
}

export interface ActivityTable {
  org_id: string
  id: string
  recorded_from: Time
  recorded_to: ColumnType<Instant, string | undefined, string>
  known_at: Time
  type: string
  at: Time
  at_date: LocalDate | null
  seconds: number | null
  direction: string | null
  held: boolean
  connected: boolean | null
  topic: string | null
  person_id: string | null
  deal_id: string | null
  account_id: string | null
  contact_id: string | null
  lead_id: string | null
  source: string
  external_id: string
  row_hash: string
  import_id: string | null
  /** when all but its count was removed under retention */
  removed_on: ColumnType<LocalDate | null, LocalDate | undefined, LocalDate>
}

interface ActivityParticipantTable {
  org_id: string
  activity_id: string
  subject_id: string
  side: 'ours' | 'theirs'
}

interface ImportTable {
  org_id: string
  id: string
  label: string
  state: string
  folder: string | null
  complete: ColumnType<boolean, boolean | undefined, boolean>
  taken_at: TimeOrNull
  plan: ColumnType<unknown, string | null, string | null>
  answers: ColumnType<Record<string, string>, string | undefined, string>
  mapping: ColumnType<unknown, string | null | undefined, string | null>
  progress: ColumnType<unknown, string | null | undefined, string | null>
  preview: ColumnType<unknown, string | null | undefined, string | null>
  result: ColumnType<unknown, string | null | undefined, string | null>
  error: ColumnType<unknown, string | null | undefined, string | null>
  actor_id: string | null
  /** whose mailbox or calendar it is of */
  person_id: ColumnType<string | null, string | null | undefined, string | null>
  started_at: Time
  finished_at: TimeOrNull
  undone_at: TimeOrNull
}

interface ImportFileTable {
  org_id: string
  import_id: string
  file_no: number
  name: string
  size: number
  sha256: string
  header: ColumnType<string[] | null, string | null | undefined, string | null>
  rows: ColumnType<number, number | undefined, number>
  staged: ColumnType<boolean, boolean | undefined, boolean>
  profile: ColumnType<unknown, string | null | undefined, string | null>
}

interface ImportChunkTable {
  org_id: string
  import_id: string
  file_no: number
  chunk_no: number
  first_row: number
  rows: string
}

interface ImportProblemTable {
  org_id: string
  import_id: string
  id: number
  severity: string
  file: string
  row: number | null
  column: string | null
  value: string | null
  reason: string
  remedy: string | null
  group: string
  cells: ColumnType<string[] | null, string | null | undefined, string | null>
}

interface SavedMappingTable {
  org_id: string
  fingerprint: string
  mapping: Json<unknown>
  updated_at: Time
}

export interface SourceRecordTable {
  org_id: string
  source: string
  kind: string
  external_id: string
  entity_id: string
  row_hash: string | null
  import_id: string | null
  /** newest import that held the row unchanged; written by `markSeen` alone */
  seen_in?: string | null
}

interface SourceRepeatTable {
  org_id: string
  source: string
  kind: string
  external_id: string
  row_hash: string
  import_id: string
}

interface WithdrawnRecordTable {
  org_id: string
  import_id: string
  source: string
  kind: string
  external_id: string
  entity_id: string
  row_hash: string | null
}

interface CommentTable {
  org_id: string
  id: string
  subject_kind: CommentSubject
  subject_id: string
  reasons: CommentReason[]
  text: string
  author_id: string | null
  at: Time
  removed_at: TimeOrNull
}

export interface Database
  extends AccessTables, ActivityDayTables, CaptureTables, DemoTables, WallboardTables, ViewTables {
  org: OrgTable
  change: ChangeTable
  comment: CommentTable
  retraction: RetractionTable
  span: SpanTable
  deal_span: DealSpanTable
  membership_span: MembershipSpanTable
  subject: SubjectTable
  activity: ActivityTable
  activity_participant: ActivityParticipantTable
  import: ImportTable
  import_file: ImportFileTable
  import_chunk: ImportChunkTable
  import_problem: ImportProblemTable
  saved_mapping: SavedMappingTable
  source_record: SourceRecordTable
  source_repeat: SourceRepeatTable
  withdrawn_record: WithdrawnRecordTable
}
