import type { Instant } from '../domain/instant.ts'
import type { AccessLevel } from '../domain/access/permission.ts'
import type { Db } from '../db/client.ts'

/** Who acts. The command line acts as owner: whoever reads the data directory owns the data. */
export type Actor =
  | { readonly type: 'user'; readonly userId: string; readonly level: AccessLevel; readonly personId: string | null }
  | {
      readonly type: 'api-key'
      readonly keyId: string
      readonly userId: string
      readonly level: AccessLevel
      readonly personId: string | null
    }
  | { readonly type: 'cli' }
  | { readonly type: 'system'; readonly job: string }
  | { readonly type: 'wall'; readonly boardId: string }

/** Everything a verb of a service gets besides its input. */
export interface Ctx {
  readonly db: Db
  readonly orgId: string
  readonly actor: Actor
  /** the real clock when the request began; stamped into `recorded_at` */
  readonly recordedAt: Instant
}
