import { partsOf } from '#domain/structure.ts'
import { readFigures } from '#services/bookings/figures.ts'
import { paceRef } from '../../pace-ref.ts'
import type { FigureValue, ReceiptRows } from '../../receipt.ts'
import type { ReceiptPage } from '../../receipt-provider.ts'
import type { Explained, Question } from './receipt-question.ts'

/** The steps of an own goal, or the goals that a sum is made of; those of people not seen by name are one row. */
export async function goalRows(
  { ctx, world, figure, scope, period, access, view }: Question,
  page: ReceiptPage,
): Promise<Explained> {
  const { currency } = view.settings
  const money = (minor: number | null): FigureValue => ({ type: 'money', minor, currency })
  const value = money(figure.burnDown.goal)
  if (figure.goal.computedFrom === null) {
    const steps = figure.goal.steps.filter(({ date }) => date <= world.day)
    return {
      value,
      parts: [],
      rows: {
        columns: [
          { id: 'from', label: 'In force from', numeric: false },
          { id: 'goal', label: 'Goal', numeric: true },
        ],
        rows: steps
          .slice(page.offset, page.offset + page.limit)
          .map(({ date, minor }) => ({ id: date, cells: [{ type: 'date', date }, money(minor)], opens: null })),
        count: steps.length,
        total: null,
      },
    }
  }
  const parts = partsOf(world.structure, scope).filter(({ days }) =>
    days.some(({ from, to }) => from <= world.day && world.day <= to),
  )
  const figures = await readFigures(
    ctx,
    world,
    parts.map((part) => part.scope),
  )
  const withGoal = figures.filter(({ burnDown }) => burnDown.goal !== null)
  const named = withGoal.filter((one) => one.scope.kind !== 'person' || access.names(one.scope.id))
  const others = withGoal.filter((one) => !named.includes(one))
  const rows: ReceiptRows['rows'] = named.map(({ label, burnDown, scope: { kind, id } }) => ({
    id: `${kind} ${id}`,
    cells: [{ type: 'text', text: label }, money(burnDown.goal)],
    opens: null,
  }))
  if (others.length > 0) {
    const sum = others.reduce((total, { burnDown }) => total + (burnDown.goal ?? 0), 0)
    rows.push({
      id: 'others',
      cells: [{ type: 'text', text: 'People you do not see by name' }, money(sum)],
      opens: null,
    })
  }
  return {
    value,
    parts: named.map(({ label, burnDown, scope: one }) => ({
      label,
      value: money(burnDown.goal),
      ref: paceRef('goal', one, period),
    })),
    rows: {
      columns: [
        { id: 'whose', label: 'Whose goal', numeric: false },
        { id: 'goal', label: 'Goal', numeric: true },
      ],
      rows: rows.slice(page.offset, page.offset + page.limit),
      count: rows.length,
      total: value,
    },
  }
}
