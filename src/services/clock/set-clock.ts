import { appendChanges } from '../../db/ledger.ts'
import { type Instant, instantText } from '../../domain/instant.ts'
import { newId } from '../../platform/ids.ts'
import { actorUserId, requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { refold } from '../ledger/refold.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { readSettings } from '../org/settings.ts'
import { parseInstant } from '../org/view.ts'
import { type OrgClock, readClock } from './read-clock.ts'

/**
 * Pins the organisation's clock to an instant, or to the end of a local day; `knownThen` shows only what had been
 * recorded by then.
 * @throws LeadoutError `invalid` for a text that is neither a date nor a time
 */
export async function setClock(
  ctx: Ctx,
  input: { readonly pin: string; readonly knownThen: boolean },
): Promise<OrgClock> {
  requirePermission(ctx, 'clock.write')
  const { zone } = await readSettings(ctx.db, ctx.orgId)
  return pinTo(ctx, parseInstant(input.pin, zone), input.knownThen)
}

/** Lets the organisation's clock run again. */
export async function clearClock(ctx: Ctx): Promise<OrgClock> {
  requirePermission(ctx, 'clock.write')
  return pinTo(ctx, null, false)
}

async function pinTo(ctx: Ctx, pin: Instant | null, knownThen: boolean): Promise<OrgClock> {
  return ctx.db.transaction().execute(async (tx) => {
    const { orgId, recordedAt } = ctx
    await tx
      .updateTable('org')
      .set({ pinned_at: pin === null ? null : instantText(pin), pinned_known: knownThen })
      .where('org_id', '=', orgId)
      .execute()
    // dated by the real clock: the pin is not a thing of the world that it shows
    await appendChanges(tx, orgId, recordedAt, [
      {
        id: newId(),
        kind: 'setting',
        entityId: orgId,
        patch: { pinnedAt: pin, pinnedKnown: knownThen },
        validAt: recordedAt,
        knownAt: recordedAt,
        actorId: actorUserId(ctx.actor),
        source: 'leadout',
      },
    ])
    await refold(tx, orgId, 'setting', [orgId])
    await notifyTopics(tx, orgId, ['clock'], recordedAt)
    return readClock(ctx, tx)
  })
}
