import * as z from 'zod'
import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { requireScope, scopeAccess } from '#services/access/scope.ts'
import { openPeriod } from '#services/bookings/figures.ts'
import { readGoals } from '#services/goals/read-goals.ts'
import { requirePermission } from '#services/access/can.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { periodSchema } from '../../scope.ts'
import { scopeFromText } from '../../scope-text.ts'
import { requireMetric } from '#services/metrics/query.ts'
import type { MetricDefinition } from '#metrics/metric.ts'
import { scopeKey } from '#domain/scope.ts'
import type { FigureValue } from '../../receipt.ts'
import { cellOf } from './sheet.ts'
import { readSuggestion } from './suggestion.ts'
import { readPipelines } from './world.ts'

const goalSumSchema = z.object({ scope: z.string(), period: periodSchema, metric: z.string().default('bookings') })

/** What the goals below a scope add up to at the end of a period, where the scope has another goal of its own. */
export const goalSum: ReceiptProvider = {
  kind: 'goal-sum',
  async explain(ctx, view, of) {
    requirePermission(ctx, 'figures.read')
    const asked = goalSumSchema.safeParse(of)
    const scope = asked.success ? scopeFromText(asked.data.scope) : null
    if (!asked.success || scope === null) throw new LeadoutError('not-found', 'There is no such figure.')
    const { period } = asked.data
    const metric = requireMetric(asked.data.metric)
    const { range, structure } = await openPeriod(ctx, view, period)
    requireScope(await scopeAccess(ctx, view, structure), scope)
    const goals = await readGoals(ctx.db, view, metric.id, period)
    const ofRole = goals.goals.get(scopeKey(scope))?.ofRole
    const { own, sum } = cellOf(structure, goals, scope, { range, today: view.asOfDate })
    const { currency } = view.settings
    const value = (one: number | null) => goalValue(one, metric, currency)
    return {
      title: ofRole === undefined ? 'Goals of the members, added up' : `Goal of the role ${ofRole.name}`,
      value: value(sum),
      words:
        ofRole === undefined
          ? 'The goals of the people and teams below, as they stand at the end of the period. A team with a goal of its own counts with that.'
          : 'What each of the people of the role is given in full swing, times the share below: the mean over the days of the period of how far this person is ramped, nothing on days outside of the role.',
      parts:
        ofRole === undefined
          ? [{ label: 'Own goal of the scope', value: value(own), ref: null }]
          : [
              {
                label: 'Share of the goal of the role',
                value: percent(ofRole.share),
                ref: null,
              },
            ],
      window: { from: range.from, to: range.to },
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Goals of this organisation', at: await dataAt(ctx.db, ctx.orgId) }],
      n: null,
      audience: 'Whoever may see the totals of this scope.',
      notes: [],
      rows: null,
    }
  },
}

const suggestionSchema = z.object({
  scopeKind: z.enum(['company', 'team', 'office', 'person', 'role']),
  scopeId: z.string(),
  metric: z.string(),
  period: periodSchema,
})

/** The sample behind suggested goals; nobody is named. */
export const goalSuggestion: ReceiptProvider = {
  kind: 'goal-suggestion',
  async explain(ctx, view, of) {
    requirePermission(ctx, 'figures.read')
    const asked = suggestionSchema.safeParse(of)
    if (!asked.success) throw new LeadoutError('not-found', 'There is no such figure.')
    const { scopeKind, scopeId, metric, period } = asked.data
    const reader = { ctx, answers: { get: <T>(_: unknown, compute: () => Promise<T>) => compute() } }
    const found = await readSuggestion(reader, { scope: { kind: scopeKind, id: scopeId }, metric, period })
    return {
      title: `Suggested goal, ${found.metric.label}`,
      value: goalValue(found.levels[0]?.value ?? null, found.metric, found.currency),
      words:
        'Levels that people of the same role, present and past, have reached in whole periods of full swing: in half of them, in a third, in a quarter. Rounded to two figures; of somebody on the way times the share of the ramp.',
      parts: [
        ...found.levels.map((level) => ({
          label: `Reached in ${Math.round(level.reachedIn * 100)} % of periods, by ${level.reachedBy} people`,
          value: goalValue(level.value, found.metric, found.currency),
          ref: null,
        })),
        { label: 'People compared', value: { type: 'number' as const, value: found.people }, ref: null },
        { label: 'Share for the ramp', value: percent(found.share), ref: null },
      ],
      window: { from: found.from, to: found.to },
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
      n: found.periods,
      audience: 'Whoever may see the figures of this person or of the company; nobody is named.',
      notes: [],
      rows: null,
    }
  },
}

/** A goal in the unit of its metric. */
function goalValue(value: number | null, { unit }: Pick<MetricDefinition, 'unit'>, currency: string): FigureValue {
  if (unit === 'money') return { type: 'money', minor: value, currency }
  return unit === 'share' ? percent(value) : { type: 'number', value }
}

function percent(share: number | null): FigureValue {
  return { type: 'number', value: share === null ? null : Math.round(share * 1000) / 10, unit: '%' }
}

/** The win rate that a stage would give as the accepted one. */
export const stageWinRate: ReceiptProvider = {
  kind: 'stage-win-rate',
  async explain(ctx, view, { stageId }) {
    requirePermission(ctx, 'figures.read')
    const { pipelines } = await readPipelines(ctx)
    const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId)
    if (stage?.wonFrom == null) throw new LeadoutError('not-found', 'There is no such figure.')
    const { won, decided } = stage.wonFrom
    return {
      title: `Win rate from ${stage.name}`,
      value: { type: 'share', numerator: won, denominator: decided },
      words:
        'Of the deals decided in the last twelve months that came to this stage or a later open one, the share that was won. Deals with an amount of 0 or less are left out.',
      parts: [
        { label: 'Won', value: { type: 'number', value: won }, ref: null },
        { label: 'Decided', value: { type: 'number', value: decided }, ref: null },
      ],
      window: null,
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Deals of this organisation', at: await dataAt(ctx.db, ctx.orgId) }],
      n: decided,
      audience: 'Everyone in the organisation.',
      notes: [],
      rows: null,
    }
  },
}
