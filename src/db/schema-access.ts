import type { ColumnType, Generated } from 'kysely'
import type { AccessLevel } from '../domain/access/permission.ts'
import type { Instant, LocalDate } from '../domain/instant.ts'

/** Read as epoch milliseconds, written as text (`instantText`). */
type Time = ColumnType<Instant, string, string>
type TimeOrNull = ColumnType<Instant | null, string | null | undefined, string | null>

/** Written by better-auth alone; read for names in lists. */
interface AuthUserTable {
  id: string
  name: string
  email: string
  two_factor_enabled: boolean | null
}

interface AuthSessionTable {
  id: string
  user_id: string
  created_at: Time
  updated_at: Time
  expires_at: Time
  ip_address: string | null
  user_agent: string | null
}

interface AuthApiKeyTable {
  id: string
  name: string | null
  start: string | null
  reference_id: string
  enabled: boolean | null
  created_at: Time
  expires_at: TimeOrNull
  last_request: TimeOrNull
  metadata: string | null
}

export type LinkPurpose = 'first-user' | 'invite' | 'reset'

interface OneTimeLinkTable {
  token_hash: string
  purpose: LinkPurpose
  org_id: string | null
  user_id: string | null
  email: string | null
  level: AccessLevel | null
  person_id: string | null
  created_at: Time
  expires_at: Time
  used_at: TimeOrNull
}

interface MemberTable {
  org_id: string
  user_id: string
  level: AccessLevel
  person_id: string | null
  active: Generated<boolean>
  created_at: Time
}

export type ViewSurface = 'person-page' | 'drawer' | 'grid' | 'export' | 'api'

interface ViewLogTable {
  org_id: string
  id: string
  at: Time
  day: LocalDate
  viewer_kind: 'user' | 'api-key' | 'cli'
  viewer_id: string | null
  person_id: string | null
  team_id: string | null
  surface: ViewSurface
}

interface LiveEventTable {
  org_id: string
  id: string
  topic: string
  /** `pg_current_xact_id()` of the writer */
  tx: string
  at: Time
}

interface RateLimitTable {
  key: string
  hits: number
  window_start: Time
}

interface EditTable {
  org_id: string
  id: string
  actor_id: string | null
  made_at: Time
  /** ids of the ledger changes it wrote; once it is undone, of those that are still to be retracted */
  changes: string[]
  undone_at: TimeOrNull
  /** of an edit of a whole list: what is done to each deal */
  request: ColumnType<object, string, string> | null
  /** the deals that are still to be edited */
  targets: string[] | null
  total: number | null
  finished_at: TimeOrNull
}

interface RepeatableCallTable {
  org_id: string
  user_id: string
  key: string
  procedure: string
  /** null until the call has answered */
  answer: ColumnType<{ value?: unknown } | null, string | null, string>
  at: Time
}

interface MailAccountTable {
  org_id: string
  settings: ColumnType<MailSettingsColumn, string, string>
  /** encrypted */
  password: string | null
  updated_at: Time
}

interface MailSettingsColumn {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string | null
  from: string
}

interface PreferenceTable {
  org_id: string
  user_id: string
  preferences: ColumnType<Record<string, unknown>, string, string>
  updated_at: Time
}

interface ConsentTable {
  org_id: string
  id: string
  person_id: string
  question: string
  agreed: boolean
  at: Time
  by_user_id: string | null
}

interface AnalysisSessionTable {
  org_id: string
  token_hash: string
  valid_at: Time
  known_at: Time
  recorded_at: Time
  day: LocalDate
  /** whose figures it sees by name; null: everybody's */
  persons: string[] | null
  /** whose deals it sees, besides those of `persons`; null: all */
  teams: string[] | null
  /** who reads */
  person_id: string | null
  /** what others did stands at the beginning of its week */
  by_week: boolean
  expires_at: Time
}

export interface AccessTables {
  analysis_session: AnalysisSessionTable
  auth_user: AuthUserTable
  auth_session: AuthSessionTable
  auth_api_key: AuthApiKeyTable
  one_time_link: OneTimeLinkTable
  member: MemberTable
  view_log: ViewLogTable
  live_event: LiveEventTable
  rate_limit: RateLimitTable
  repeatable_call: RepeatableCallTable
  edit: EditTable
  mail_account: MailAccountTable
  preference: PreferenceTable
  consent: ConsentTable
}
