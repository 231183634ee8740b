import type { Db } from '../../db/client.ts'
import { appendChanges } from '../../db/ledger.ts'
import type { WeekStart } from '../../domain/calendar/period.ts'
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
  readonly weekStart?: WeekStart | undefined
  readonly fiscalStartMonth?: number | undefined
  readonly preset?: string | undefined
  /** false: the caller brings the calendar of teams that name none */
  readonly calendar?: boolean
}

/** The id of the organisation with this slug, made with its settings and a Monday-to-Friday calendar if there is none. */
export async function ensureOrg(db: Db, org: NewOrg, recordedAt: Instant): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const made = await createOrg(tx, org, recordedAt)
    if (made !== null) return made
    const existing = await tx.selectFrom('org').select('org_id').where('slug', '=', org.slug).executeTakeFirstOrThrow()
    return existing.org_id
  })
}

/** Makes an organisation in the caller's transaction; null where the slug is taken. */
export async function createOrg(tx: Db, org: NewOrg, recordedAt: Instant): Promise<string | null> {
  const orgId = newId()
  const made = await tx
    .insertInto('org')
    .values({
      org_id: orgId,
      slug: org.slug,
      name: org.name,
      created_at: instantText(recordedAt),
      first_import_at: null,
      pinned_at: null,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('org_id')
    .executeTakeFirst()
  if (made === undefined) return null
  const always = { validAt: -Infinity, knownAt: -Infinity, source: 'leadout' }
  const { name, zone, currency, weekStart = 'monday', fiscalStartMonth = 1, preset = 'scrum' } = org
  await appendChanges(tx, orgId, recordedAt, [
    {
      ...always,
      id: newId(),
      kind: 'setting',
      entityId: orgId,
      patch: {
        name,
        zone,
        currency: currency ?? 'USD',
        currencyAssumed: currency === null,
        weekStart,
        fiscalStartMonth,
        preset,
      },
    },
  ])
  await refold(tx, orgId, 'setting', [orgId])
  if (org.calendar !== false) {
    const calendarId = newId()
    await appendChanges(tx, orgId, recordedAt, [
      {
        ...always,
        id: newId(),
        kind: 'calendar',
        entityId: calendarId,
        patch: { name: 'Monday to Friday', weekend: [6, 7], holidays: [], default: true },
      },
    ])
    await refold(tx, orgId, 'calendar', [calendarId])
  }
  return orgId
}

/** Takes back an organisation that a dry run made: it holds nothing but what `ensureOrg` wrote. */
export async function discardOrg(db: Db, orgId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of ['change', 'span'] as const) await tx.deleteFrom(table).where('org_id', '=', orgId).execute()
    await tx.deleteFrom('org').where('org_id', '=', orgId).execute()
  })
}
