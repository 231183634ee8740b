import { sql } from 'kysely'
import { at } from '#db/at.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import type { Ctx } from '#services/context.ts'
import { readSettings } from '#services/org/settings.ts'
import type { AuditRow } from '../contract.ts'

/** What a source brings stands in Sources; the audit is of what people, keys, jobs and the command line did. */
const BY_SOURCES = sql<boolean>`c.import_id is not null`

/** Ledger changes made by hand, the newest first; names of persons are looked up, never stored in the ledger. */
export async function readAudit(
  ctx: Ctx,
  input: {
    readonly actorId?: string | undefined
    readonly kind?: string | undefined
    readonly before?: number | undefined
    readonly limit: number
  },
): Promise<{ rows: AuditRow[] }> {
  const { zone } = await readSettings(ctx.db, ctx.orgId)
  const { actorId, kind, before, limit } = input
  const rows = await ctx.db
    .selectFrom('change as c')
    .leftJoin('auth_user as u', 'u.id', 'c.actor_id')
    .leftJoin('subject as s', (join) => join.onRef('s.org_id', '=', 'c.org_id').onRef('s.id', '=', 'c.entity_id'))
    .select((eb) => [
      'c.id',
      'c.recorded_at as at',
      'u.name as by',
      'c.source',
      'c.kind',
      'c.entity_id as entityId',
      'c.valid_date as validFrom',
      'c.valid_at as validAt',
      'c.patch',
      sql<string | null>`coalesce(s.name, s.email, (
        select coalesce(n.state->>'name', n.state->>'currency') from span n
        where n.org_id = c.org_id and n.kind = c.kind and n.entity_id = c.entity_id
        order by n.recorded_from desc, n.valid_from desc limit 1), (
        select d.name from deal_span d where d.org_id = c.org_id and c.kind = 'deal' and d.deal_id = c.entity_id
        order by d.recorded_from desc, d.valid_from desc limit 1), (
        select m.name from auth_user m where c.kind = 'member' and m.id = c.entity_id))`.as('label'),
      eb
        .exists(
          eb
            .selectFrom('retraction as r')
            .select('r.id')
            .whereRef('r.org_id', '=', 'c.org_id')
            .whereRef('r.change_id', '=', 'c.id'),
        )
        .as('retracted'),
    ])
    .where('c.org_id', '=', ctx.orgId)
    .where((eb) => eb.not(BY_SOURCES))
    .$if(actorId !== undefined, (query) => query.where('c.actor_id', '=', actorId ?? null))
    .$if(kind !== undefined, (query) => query.where('c.kind', '=', kind ?? ''))
    .$if(before !== undefined, (query) => query.where('c.recorded_at', '<', at(before ?? Infinity)))
    .orderBy('c.recorded_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute()
  return {
    rows: rows.map(({ validAt, validFrom, ...row }) => ({
      ...row,
      retracted: Boolean(row.retracted),
      validFrom: validFrom ?? (Number.isFinite(validAt) ? zoneOf(zone).dateAt(validAt) : null),
    })),
  }
}
