import type { Db } from '../../db/client.ts'
import { appendChanges } from '../../db/ledger.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { refold } from '../ledger/refold.ts'

export interface NewOrg {
  readonly slug: string
  readonly name: string
  readonly zone: string
  /** null: USD until an import says otherwise */
  readonly currency: string | null
}

/** The id of the organisation with this slug, made with its settings and a Monday-to-Friday calendar if there is none. */
export async function ensureOrg(db: Db, org: NewOrg, recordedAt: Instant): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const orgId = newId()
    const made = await tx
      .insertInto('org')
      .values({ org_id: orgId, slug: org.slug, name: org.name, created_at: instantText(recordedAt), first_import_at: null, pinned_at: null })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('org_id')
      .executeTakeFirst()
    if (made === undefined) {
      const existing = await tx.selectFrom('org').select('org_id').where('slug', '=', org.slug).executeTakeFirstOrThrow()
      return existing.org_id
    }
    const always = { validAt: -Infinity, knownAt: -Infinity, source: 'leadout' }
    const calendarId = newId()
    await appendChanges(tx, orgId, recordedAt, [
      {
        ...always, id: newId(), kind: 'setting', entityId: orgId,
        patch: { name: org.name, zone: org.zone, currency: org.currency ?? 'USD', currencyAssumed: org.currency === null, weekStart: 1, fiscalStartMonth: 1, preset: 'scrum' },
      },
      {
        ...always, id: newId(), kind: 'calendar', entityId: calendarId,
        patch: { name: 'Monday to Friday', weekend: [6, 7], holidays: [], default: true },
      },
    ])
    await refold(tx, orgId, 'setting', [orgId])
    await refold(tx, orgId, 'calendar', [calendarId])
    return orgId
  })
}

/** Takes back an organisation that a dry run made: it holds nothing but what `ensureOrg` wrote. */
export async function discardOrg(db: Db, orgId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of ['change', 'span'] as const) await tx.deleteFrom(table).where('org_id', '=', orgId).execute()
    await tx.deleteFrom('org').where('org_id', '=', orgId).execute()
  })
}
