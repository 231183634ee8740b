import { sql } from 'kysely'
import { at } from '#db/at.ts'
import { inView, readKind } from '#db/spans.ts'
import { personNames } from '#db/structure.ts'
import { sees, visiblePersons } from '#services/access/visible-persons.ts'
import type { Ctx } from '#services/context.ts'
import { resolveView } from '#services/org/view.ts'
import type { CalendarRow, LeaveRow, PipelineRow, RateRow } from '../contract.ts'

const YEAR_MS = 365 * 86_400_000

/** Calendars with the teams that use each, and the leave of everyone the viewer may see. */
export async function readCalendars(ctx: Ctx): Promise<{ calendars: CalendarRow[]; leave: LeaveRow[] }> {
  const { view, asOf } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const calendars = await readKind(ctx.db, ctx.orgId, 'calendar', view)
  const teams = await readKind(ctx.db, ctx.orgId, 'team', view)
  const visible = await visiblePersons(ctx, asOf)
  const names = await personNames(ctx.db, ctx.orgId, view)
  const leave = await readKind(ctx.db, ctx.orgId, 'leave', view)
  return {
    calendars: calendars.map(({ id, state }) => ({
      id,
      name: state.name,
      weekend: state.weekend,
      holidays: state.holidays,
      default: state.default,
      offices: state.offices ?? [],
      teams: teams
        .filter((team) => team.state.calendarId === id)
        .map((team) => ({ id: team.id, name: team.state.name })),
    })),
    leave: leave
      .filter(({ state }) => sees(visible, state.personId))
      .map(({ id, state: { personId, from, to } }) => ({ id, personId, name: names.get(personId) ?? '–', from, to }))
      .toSorted((a, b) => (a.from < b.from ? 1 : -1)),
  }
}

/** Pipelines with their stages, and how many of the deals that came at least as far as each stage were won. */
export async function readPipelines(ctx: Ctx): Promise<{ pipelines: PipelineRow[] }> {
  const { view, asOf } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const pipelines = await readKind(ctx.db, ctx.orgId, 'pipeline', view)
  const stages = await readKind(ctx.db, ctx.orgId, 'stage', view)
  const decided = await ctx.db
    .selectFrom('deal_span as d')
    .select([
      'd.stage_id as stageId',
      'd.reached_order as reached',
      sql<number>`count(*) filter (where d.status = 'won')`.as('won'),
      sql<number>`count(*)`.as('decided'),
    ])
    .where('d.org_id', '=', ctx.orgId)
    .where('d.status', 'in', ['won', 'lost'])
    .where('d.status_since', '>', at(asOf - YEAR_MS))
    // metrics.md Accepted: an amount of 0 or less is no sale
    .where(sql<boolean>`(d.amount is null or d.amount > 0 or d.lost_amount > 0)`)
    .where(inView('d', view))
    .groupBy(['d.stage_id', 'd.reached_order'])
    .execute()
  const pipelineOf = new Map<string | null, string>(stages.map(({ id, state }) => [id, state.pipelineId]))
  const wonFrom = (pipelineId: string, order: number) => {
    const far = decided.filter(
      (row) => pipelineOf.get(row.stageId) === pipelineId && row.reached !== null && row.reached >= order,
    )
    return {
      won: far.reduce((sum, row) => sum + Number(row.won), 0),
      decided: far.reduce((sum, row) => sum + Number(row.decided), 0),
    }
  }
  return {
    pipelines: pipelines
      .toSorted((a, b) => a.state.order - b.state.order)
      .map(({ id, state: { name, order, countsAsBookings, amountMeans, lostAmountsZeroed } }) => ({
        id,
        name,
        order,
        countsAsBookings,
        amountMeans,
        lostAmountsZeroed,
        stages: stages
          .filter(({ state }) => state.pipelineId === id)
          .toSorted((a, b) => a.state.order - b.state.order)
          .map((stage) => ({
            id: stage.id,
            name: stage.state.name,
            order: stage.state.order,
            kind: stage.state.kind,
            probability: stage.state.probability ?? null,
            accepted: stage.state.accepted,
            wonFrom: stage.state.kind === 'open' ? wonFrom(id, stage.state.order) : null,
          })),
      })),
  }
}

/** Every rate in force, the newest first. */
export async function readRateRows(ctx: Ctx): Promise<{ currency: string; rates: RateRow[] }> {
  const { view, settings } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const rates = await readKind(ctx.db, ctx.orgId, 'rate', view)
  return {
    currency: settings.currency,
    rates: rates
      .map(({ state: { currency, kind, date, rate } }) => ({ currency, kind, date, rate }))
      .toSorted((a, b) => (a.date === b.date ? (a.currency < b.currency ? -1 : 1) : a.date < b.date ? 1 : -1)),
  }
}
