import type { BurnDownFigures } from '#ui/charts/burn-down-view.ts'
import type { PaceBarRow } from '#ui/charts/pace-bars.tsx'

/** Invented figures for looking at components: no data of anyone. */
const GOAL = 72_000_000
const SELLING_DAYS = 21

function days(wins: Readonly<Record<number, number>>, known: number): BurnDownFigures['days'] {
  let booked = 0
  let elapsed = 0
  return Array.from({ length: 30 }, (_, at) => {
    const day = at + 1
    const selling = at % 7 !== 0 && at % 7 !== 6
    booked += wins[day] ?? 0
    elapsed += selling ? 1 : 0
    return {
      date: `2026-11-${String(day).padStart(2, '0')}`,
      selling,
      remaining: day <= known ? GOAL - booked : null,
      ideal: (GOAL * (SELLING_DAYS - elapsed)) / SELLING_DAYS,
    }
  })
}

const steady = { 2: 6_000_000, 4: 4_500_000, 9: 7_000_000, 11: 5_000_000, 17: 9_500_000, 20: 12_000_000 }
const slow = { 4: 3_000_000, 12: 4_000_000, 20: 6_000_000 }

export const BURN_DOWNS: readonly {
  readonly name: string
  readonly left: string
  readonly lands: string
  readonly figures: BurnDownFigures
}[] = [
  {
    name: 'Ahead, forecast past the goal',
    left: '€280k left',
    lands: 'lands 106%',
    figures: { days: days(steady, 20), openingGoal: GOAL, goalChanges: [], leftAtEnd: -4_300_000 },
  },
  {
    name: 'Behind',
    left: '€590k left',
    lands: 'lands 38%',
    figures: { days: days(slow, 20), openingGoal: GOAL, goalChanges: [], leftAtEnd: 45_000_000 },
  },
  {
    name: 'Finished',
    left: '€280k short',
    lands: '',
    figures: { days: days(steady, 30), openingGoal: GOAL, goalChanges: [], leftAtEnd: null },
  },
]

export const PACE = 0.52

const row = (label: string, bookedShare: number | null, landsShare: number | null): PaceBarRow => ({
  id: label,
  label,
  booked: bookedShare === null ? 4_100_000 : bookedShare * GOAL,
  goal: bookedShare === null ? null : GOAL,
  bookedShare,
  aheadPoints: bookedShare === null ? null : (bookedShare - PACE) * 100,
  landsShare,
})

export const BARS: readonly PaceBarRow[] = [
  row('EMEA-1', 0.69, 1.04),
  row('EMEA-2', 0.34, 0.88),
  row('New York', 0.45, 1.02),
  row('Denver', 0.57, 0.94),
  row('On pace', 0.521, 1),
  row('Reached', 1.12, 1.5),
  row('Nothing yet', 0, null),
  row('Without a goal', null, null),
]
