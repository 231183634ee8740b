import type { PaceRow } from '../../pace-row.ts'
import type { BurnDownPage, Wall } from '../contract.ts'

/** The wall for rooms with visitors: shares of goals, and no amount anywhere in the answer. */
export function percentOnly(wall: Wall): Wall {
  return {
    ...wall,
    percentOnly: true,
    pages: wall.pages.map((page) =>
      page.kind === 'bars' ? { ...page, rows: page.rows.map(withoutAmounts) } : sharesOf(page),
    ),
    justWon: wall.justWon.map((deal) => ({ ...deal, amount: null })),
  }
}

function withoutAmounts(row: PaceRow): PaceRow {
  return { ...row, booked: null, goal: null, lands: null }
}

/** Shares of the goal in force; without one there is nothing to show a share of. */
function sharesOf(page: BurnDownPage): BurnDownPage {
  const { goal } = page.row
  const share = (minor: number | null) => (minor === null || goal === null || goal === 0 ? null : minor / goal)
  return {
    ...page,
    unit: 'share',
    row: withoutAmounts(page.row),
    days: page.days.map((day) => ({ ...day, remaining: share(day.remaining), ideal: share(day.ideal) })),
    goalChanges: page.goalChanges.flatMap(({ date, from, to }) => {
      const changed = share(to)
      return changed === null ? [] : [{ date, from: share(from), to: changed }]
    }),
  }
}
