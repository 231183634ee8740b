import type { Db } from '../../db/client.ts'
import type { NewChange } from '../../db/ledger.ts'
import { appendChanges, readChanges } from '../../db/ledger.ts'
import type { Instant } from '../../domain/instant.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import type { DocumentProblem } from '../../domain/world/read-document.ts'
import { documentError } from '../../domain/world/read-document.ts'
import { planStatements } from '../../domain/world/statements.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refold, refoldAll } from '../ledger/refold.ts'
import type { Collected } from './collect.ts'

const SINCE_WHEN = 'say since when with `from`, or `"correction": true` if it was never so'
const REPLACE = 'say that it is a correction if it was wrong all along'

/** Writes what the statements add to the ledger and folds it; the changes written, by kind. */
export async function writeStatements(
  tx: Db,
  ctx: Ctx,
  statements: readonly Collected[],
  now: Instant,
): Promise<Map<LedgerKind, NewChange[]>> {
  const written = new Map<LedgerKind, NewChange[]>()
  const problems: DocumentProblem[] = []
  for (const [kind, own] of Map.groupBy(statements, (statement) => statement.kind)) {
    const byEntity = Map.groupBy(own, (statement) => statement.entityId)
    const said = await readChanges(tx, ctx.orgId, kind, [...byEntity.keys()])
    const changes: NewChange[] = []
    for (const [entityId, about] of byEntity) {
      const standing = (said.get(entityId) ?? []).filter((change) => change.retractedAt === Infinity)
      const plan = planStatements(standing, about, now)
      for (const { statement, field, held } of plan.contradictions) {
        const { path, patch } = about[statement]!
        problems.push({
          path: `${path}.${field}`,
          value: patch[field],
          problem: `differs from ${JSON.stringify(held)}, which is held; ${kind === 'rate' ? REPLACE : SINCE_WHEN}`,
        })
      }
      for (const change of plan.changes) {
        changes.push({ ...change, id: newId(), kind, entityId, source: 'leadout', actorId: actorUserId(ctx.actor) })
      }
    }
    if (changes.length > 0) written.set(kind, changes)
  }
  if (problems.length > 0) throw documentError(problems)
  for (const [kind, changes] of written) {
    await appendChanges(tx, ctx.orgId, ctx.recordedAt, changes)
    await refold(
      tx,
      ctx.orgId,
      kind,
      changes.map((change) => change.entityId),
    )
  }
  if (
    written.has('stage') ||
    written.has('pipeline') ||
    written.get('person')?.some((change) => 'notPerson' in change.patch) === true
  ) {
    await refoldAll(tx, ctx.orgId, 'deal')
  }
  return written
}
