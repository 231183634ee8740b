import * as z from 'zod'
import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { fullWeek } from '#domain/ramp/curve.ts'
import { roleKey } from '#domain/role.ts'
import { requirePermission } from '#services/access/can.ts'
import { clockOf } from '#services/org/view.ts'
import type { FigureValue, Receipt } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { readRamp } from './curve.ts'

const ofSchema = z.object({
  discipline: z.string().optional(),
  segment: z.string().optional(),
  metric: z.string(),
  /** `full` and `time` are weeks; a week is the share of full in it; `due` is what a person on the way is held against */
  what: z.union([z.literal('full'), z.literal('time'), z.literal('due'), z.number().int()]),
  personId: z.string().optional(),
})

/** What a fitted ramp says, with the weeks it is made of. */
export const rampReceipt: ReceiptProvider = {
  kind: 'ramp',
  async explain(ctx, view, of, { offset, limit }) {
    requirePermission(ctx, 'figures.read')
    const asked = ofSchema.safeParse(of)
    if (!asked.success) throw new LeadoutError('not-found', 'There is no such figure.')
    const { what, personId, ...input } = asked.data
    // one receipt is not worth keeping
    const ramp = await readRamp({ ctx, answers: { get: (_, compute) => compute() } }, { ...input, ...clockOf(view) })
    const { fit, metric, currency } = ramp
    if (fit === null) throw new LeadoutError('not-found', 'There is no such figure.')
    const share = (value: number): FigureValue => ({ type: 'number', value: Math.round(value * 1000) / 10, unit: '%' })
    const number = (value: number | null, unit?: string): FigureValue => ({
      type: 'number',
      value,
      ...(unit !== undefined && { unit }),
    })
    const common: Omit<Receipt, 'title' | 'value' | 'words' | 'parts' | 'n' | 'rows'> = {
      window: { from: ramp.from, to: ramp.to },
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
      audience: 'Everyone who may see the figures of the company; of people on the way, who may see the person.',
      notes: [],
    }
    const title = `${metric.label}, ramp of ${roleKey({ discipline: input.discipline ?? null, segment: input.segment ?? null })}`
    const people = [
      { label: 'People who began on record', value: number(fit.starters), ref: null },
      { label: 'People in full swing', value: number(fit.ramped), ref: null },
    ]
    if (what === 'due') {
      const one = ramp.ramping.find((person) => person.personId === personId)
      if (one === undefined || one.due === null) throw new LeadoutError('not-found', 'There is no such figure.')
      const amount = (value: number): FigureValue =>
        metric.unit === 'money'
          ? { type: 'money', minor: Math.round(value), currency }
          : metric.unit === 'share'
            ? share(value)
            : number(Math.round(value * 10) / 10)
      return {
        ...common,
        title: `${title}, ${one.name}`,
        value: amount(one.due.middle),
        words:
          'What the middle one of those in full swing brings in the same selling days, each week times the share of full that the curve gives this week in the role. Between the ends lie four of five of them, luck included.',
        window: { from: one.from, to: one.to },
        parts: [
          { label: 'Share of full in these weeks', value: share(one.share), ref: null },
          {
            label: 'Low end',
            value: amount(one.due.low),
            ref: null,
          },
          { label: 'High end', value: amount(one.due.high), ref: null },
        ],
        n: fit.ramped,
        rows: null,
      }
    }
    if (what === 'time') {
      const { weeks, low, high, there, watched } = fit.time
      return {
        ...common,
        title: `${title}, time to the band`,
        value: number(weeks, 'weeks'),
        words:
          'The week by which half are in the band of those in full swing, by Kaplan and Meier: those who left before and those still on the way count for as long as they were seen. In the band is who, by the last eight weeks, is there with 80 % certainty for four weeks.',
        parts: [
          { label: 'Began on record', value: number(watched), ref: null },
          { label: 'Got there', value: number(there), ref: null },
          { label: 'Low end with 90 % certainty', value: number(low, 'weeks'), ref: null },
          { label: 'High end with 90 % certainty', value: number(high, 'weeks'), ref: null },
        ],
        notes: high === null ? ['The high end lies beyond what has been seen.'] : [],
        n: watched,
        rows: null,
      }
    }
    return {
      ...common,
      title,
      value: what === 'full' ? number(fullWeek(fit.points), 'weeks') : share(fit.weeks[what]?.share ?? 1),
      words:
        'The share of full by week in the role that explains best what everybody did, each held against the own level, under the one condition that it never falls. Full is within five percent. The interval is over draws of other people.',
      parts: people,
      n: fit.starters + fit.ramped,
      rows: {
        columns: [
          { id: 'week', label: 'Week in the role', numeric: true },
          { id: 'share', label: 'Share of full', numeric: true },
          { id: 'low', label: 'Low', numeric: true },
          { id: 'high', label: 'High', numeric: true },
          { id: 'people', label: 'People seen', numeric: true },
        ],
        rows: fit.weeks.slice(offset, offset + limit).map((week) => ({
          id: String(week.week),
          cells: [number(week.week + 1), share(week.share), share(week.low), share(week.high), number(week.people)],
          opens: null,
        })),
        count: fit.weeks.length,
        total: null,
      },
    }
  },
}
