import type { ColumnType } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { BoardConfig } from '../domain/wallboard.ts'

/** Read as epoch milliseconds, written as text (`instantText`). */
type Time = ColumnType<Instant, string, string>
type TimeOrNull = ColumnType<Instant | null, string | null | undefined, string | null>

interface WallboardTable {
  org_id: string
  id: string
  config: ColumnType<BoardConfig, string, string>
  created_at: Time
  updated_at: Time
}

interface WallScreenTable {
  org_id: string
  id: string
  board_id: string
  name: string
  via: 'code' | 'link'
  token_hash: string | null
  created_at: Time
  last_seen_at: TimeOrNull
  expires_at: Time
}

interface PairingCodeTable {
  device_hash: string
  code: string
  created_at: Time
  expires_at: Time
  org_id: string | null
  screen_id: string | null
}

export interface WallboardTables {
  wallboard: WallboardTable
  wall_screen: WallScreenTable
  pairing_code: PairingCodeTable
}
