import type { Db } from '../../db/client.ts'
import { appendChanges } from '../../db/ledger.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refold } from '../ledger/refold.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { View } from '../../domain/span/box.ts'
import { LeadoutError } from '../../domain/errors.ts'
import type { WeekStart } from '../../domain/calendar/period.ts'
import { inView } from '../../db/spans.ts'

/** Settings as folded from the ledger at one instant. Keys beyond these belong to presets and features. */
export interface OrgSettings {
  readonly name: string
  /** IANA zone in which bare dates and company figures are read */
  readonly zone: string
  readonly currency: string
  /** nobody has said the currency yet: the first import that names one decides */
  readonly currencyAssumed?: boolean
  readonly weekStart: WeekStart
  /** 1 January to 12 December */
  readonly fiscalStartMonth: number
  readonly preset: string
  readonly [key: string]: unknown
}

/** The organisation's settings in a view, by default those in force now. Raises `not-found` for an unknown organisation. */
export async function readSettings(db: Db, orgId: string, view?: View): Promise<OrgSettings> {
  const row = await db
    .selectFrom('span as s')
    .select('s.state')
    .where('s.org_id', '=', orgId)
    .where('s.kind', '=', 'setting')
    .where('s.entity_id', '=', orgId)
    .where(inView('s', view ?? { valid: LATEST, known: LATEST, recorded: LATEST }))
    .executeTakeFirst()
  if (row === undefined) throw new LeadoutError('not-found', 'This organisation does not exist')
  return row.state as unknown as OrgSettings
}

/** Puts a currency in the place of the one assumed, as if it had never been another. Runs in the caller's transaction. */
export async function writeCurrency({ db, orgId, recordedAt, actor }: Ctx, currency: string): Promise<void> {
  await appendChanges(db, orgId, recordedAt, [
    {
      id: newId(),
      kind: 'setting',
      entityId: orgId,
      patch: { currency, currencyAssumed: false },
      validAt: -Infinity,
      knownAt: -Infinity,
      source: 'leadout',
      actorId: actorUserId(actor),
    },
  ])
  await refold(db, orgId, 'setting', [orgId])
}
