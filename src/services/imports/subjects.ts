import { insertRows } from '../../db/insert.ts'
import type { ImportRecord } from '../../domain/import/record.ts'
import type { ImportRun } from './run.ts'
import { textOf } from './run.ts'
import type { Upsert } from './upsert.ts'

export function fullName(record: ImportRecord): string | null {
  const whole = textOf(record, 'name')
  if (whole !== null) return whole.trim()
  const parts = [textOf(record, 'firstName'), textOf(record, 'lastName')].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? null : parts.join(' ').trim()
}

/** Writes the personal values that the records carry; an absent one leaves what is held. Returns the ids that changed. */
export async function saveSubjects(
  run: ImportRun,
  kind: 'person' | 'contact' | 'lead',
  upserts: readonly Upsert[],
): Promise<Set<string>> {
  if (upserts.length === 0) return new Set()
  const held = await run.db
    .selectFrom('subject')
    .select(['id', 'name', 'email', 'phone', 'title'])
    .where('org_id', '=', run.orgId)
    .where(
      'id',
      'in',
      upserts.map((upsert) => upsert.entityId),
    )
    .execute()
  const before = new Map(held.map((row) => [row.id, row]))
  const changed = new Set<string>()
  const added: object[] = []
  for (const { record, entityId } of upserts) {
    const values = {
      name: fullName(record),
      email: textOf(record, 'email'),
      phone: textOf(record, 'phone'),
      title: textOf(record, 'title'),
    }
    const old = before.get(entityId)
    if (old === undefined) {
      added.push({ org_id: run.orgId, id: entityId, kind, ...values })
      changed.add(entityId)
      continue
    }
    const next = Object.entries(values).filter(
      ([key, value]) => value !== null && value !== old[key as keyof typeof old],
    )
    if (next.length === 0) continue
    changed.add(entityId)
    await run.db
      .updateTable('subject')
      .set(Object.fromEntries(next))
      .where('org_id', '=', run.orgId)
      .where('id', '=', entityId)
      .execute()
  }
  if (added.length > 0) await insertRows(run.db, 'subject', added)
  return changed
}
