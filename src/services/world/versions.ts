import type { Db } from '../../db/client.ts'
import type { LedgerChange } from '../../db/ledger.ts'
import { readChanges, readEntityIds } from '../../db/ledger.ts'
import type { Instant } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import { instantsOf, same, stateAt } from '../../domain/world/statements.ts'

/** What an entity was from an instant on. */
export interface Version {
  readonly entityId: string
  readonly from: Instant
  readonly state: Readonly<Record<string, unknown>>
  /** the version before; null for the first */
  readonly previous: Readonly<Record<string, unknown>> | null
}

export interface VersionView {
  /** null: every version there is; else the one in force then, for each entity */
  readonly asOf: Instant | null
  readonly known: Instant
  readonly recorded: Instant
}

const PAGE = 5_000

/** The versions of every entity of a kind, in the order in which the entities came into being here. */
export async function readVersions(db: Db, orgId: string, kind: LedgerKind, view: VersionView): Promise<Version[]> {
  const versions: Version[] = []
  let after: string | undefined
  for (;;) {
    const ids = await readEntityIds(db, orgId, kind, { limit: PAGE, ...(after !== undefined && { after }) })
    if (ids.length === 0) return versions
    for (const [entityId, changes] of await readChanges(db, orgId, kind, ids)) {
      versions.push(...versionsOf(entityId, changes, view))
    }
    after = ids.at(-1)!
  }
}

function versionsOf(entityId: string, changes: readonly LedgerChange[], view: VersionView): Version[] {
  const visible = changes.filter(
    (change) =>
      change.knownAt <= view.known &&
      change.recordedAt <= view.recorded &&
      view.recorded < change.retractedAt &&
      (view.asOf === null || change.validAt <= view.asOf),
  )
  const versions: Version[] = []
  let previous: Version['previous'] = null
  for (const from of instantsOf(visible)) {
    const state = stateAt(visible, from)!
    if (previous !== null && same(previous, state)) continue
    versions.push({ entityId, from, state, previous })
    previous = state
  }
  if (view.asOf === null) return versions
  const last = versions.at(-1)
  return last === undefined || last.state['deleted'] === true ? [] : [{ ...last, previous: null }]
}
