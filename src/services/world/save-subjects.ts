import type { Db } from '../../db/client.ts'
import { insertRows } from '../../db/insert.ts'
import type { SubjectValues } from './collect.ts'

/** Writes names and addresses of people; how many rows changed. */
export async function saveSubjects(tx: Db, orgId: string, subjects: readonly SubjectValues[]): Promise<number> {
  if (subjects.length === 0) return 0
  const rows = await tx
    .selectFrom('subject')
    .select(['id', 'name', 'email'])
    .where('org_id', '=', orgId)
    .where(
      'id',
      'in',
      subjects.map((subject) => subject.id),
    )
    .execute()
  const held = new Map(rows.map((row) => [row.id, row]))
  const added: object[] = []
  let changed = 0
  for (const { id, name, email } of subjects) {
    const before = held.get(id)
    if (before === undefined) {
      added.push({
        org_id: orgId,
        id,
        kind: 'person',
        name: name ?? null,
        email: email ?? null,
        phone: null,
        title: null,
      })
      continue
    }
    const next = { name: name ?? before.name, email: email === undefined ? before.email : email }
    if (next.name === before.name && next.email === before.email) continue
    changed += 1
    await tx.updateTable('subject').set(next).where('org_id', '=', orgId).where('id', '=', id).execute()
  }
  if (added.length > 0) await insertRows(tx, 'subject', added)
  return changed + added.length
}
