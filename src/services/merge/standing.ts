import type { Db } from '../../db/client.ts'
import { type LedgerChange, readChanges } from '../../db/ledger.ts'
import type { Instant } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'

/** What is said of an entity and has not been withdrawn. */
export async function standing(tx: Db, orgId: string, kind: LedgerKind, id: string): Promise<LedgerChange[]> {
  const changes = await readChanges(tx, orgId, kind, [id])
  return (changes.get(id) ?? []).filter((change) => change.retractedAt === Infinity)
}

/** When the newest of what holds from an instant became known: what overrules it is not known earlier. */
export function latestKnown(
  said: readonly { readonly validAt: Instant; readonly knownAt: Instant }[],
  at: Instant,
): Instant {
  return Math.max(-Infinity, ...said.filter((change) => change.validAt === at).map((change) => change.knownAt))
}
