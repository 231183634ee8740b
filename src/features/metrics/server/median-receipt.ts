import { dataAt } from '#db/data-at.ts'
import { LeadoutError } from '#domain/errors.ts'
import { requirePermission } from '#services/access/can.ts'
import { comparable } from '#services/metrics/band.ts'
import { medianOver, presentWindow } from '#services/metrics/grid.ts'
import { openPoints } from '#services/metrics/points.ts'
import { requireMetric } from '#services/metrics/query.ts'
import { employment, readSeries } from '#services/metrics/series.ts'
import { clockOf } from '#services/org/view.ts'
import type { FigureValue } from '../../receipt.ts'
import type { ReceiptProvider } from '../../receipt-provider.ts'
import { scopeFromText } from '../../scope-text.ts'

/** The median of a metric over the people of a scope. `of`: `metric`, `scope`, `period`. */
export const medianReceipt: ReceiptProvider = {
  kind: 'metric-median',
  async explain(ctx, view, of, { offset, limit }) {
    requirePermission(ctx, 'figures.read')
    const scope = scopeFromText(String(of['scope']))
    if (scope === null) throw new LeadoutError('invalid', 'There is no such figure.')
    const metric = requireMetric(String(of['metric']))
    const period = String(of['period'])
    const world = await openPoints({ ctx }, { ...clockOf(view), scope, period }, [metric])
    const { structure, access, persons } = world
    const ask = { metrics: [metric], period, by: 'person', employed: employment(structure) }
    const [series] = await readSeries(ctx.db, view, ask)
    const window = series === undefined ? null : presentWindow(series)
    if (series === undefined || window === null) throw new LeadoutError('invalid', 'This period has not begun yet.')
    const value = (number: number | null): FigureValue =>
      metric.unit === 'money'
        ? { type: 'money', minor: number === null ? null : Math.round(number), currency: view.settings.currency }
        : metric.unit === 'share'
          ? { type: 'number', value: number === null ? null : Math.round(number * 1000) / 10, unit: '%' }
          : { type: 'number', value: number }
    const found = persons.flatMap((id) => {
      const own = comparable(series.points(id).at(-1) ?? null)
      return own === null ? [] : [{ id, own }]
    })
    const named = found.filter(({ id }) => access.shows('person', id))
    const seesAll = persons.every((id) => access.shows('person', id))
    await access.log(
      'person',
      named.map(({ id }) => id),
    )
    const left = persons.length - found.length
    return {
      title: `${metric.label}, median of ${world.label}`,
      value: value(medianOver(series, persons, seesAll)),
      words: `The middle value of the people who belong to it: as many have more as have less. ${metric.words}`,
      parts: [],
      window: { from: window.from, to: window.to },
      asOf: view.asOf,
      knownAt: view.knownAt,
      sources: [{ name: 'Leadout', at: await dataAt(ctx.db, ctx.orgId) }],
      n: found.length,
      audience: 'Everyone who may see the figures of this team; names only where the reader may see the person.',
      notes: [
        ...(left > 0 ? [`${left} of ${persons.length} people have too little behind a value of their own.`] : []),
        ...(named.length < found.length ? [`${found.length - named.length} values are not shown by name.`] : []),
      ],
      rows: {
        columns: [
          { id: 'person', label: 'Person', numeric: false },
          { id: 'value', label: metric.label, numeric: true },
        ],
        rows: named.slice(offset, offset + limit).map(({ id, own }) => ({
          id,
          cells: [{ type: 'text', text: structure.names.get(id)! }, value(own)],
          opens: { drawer: 'person', id },
        })),
        count: named.length,
        total: null,
      },
    }
  },
}
