import { useMemo, useState } from 'react'
import type { DealRow } from '../contract.ts'

export interface Selection {
  readonly rows: readonly DealRow[]
  has(id: string): boolean
  /** takes a row in or out; with `range`, every row from the one taken last */
  select(row: DealRow, index: number, rowOf: (index: number) => DealRow | undefined, range: boolean): void
  selectAll(rows: readonly DealRow[]): void
  /** every deal of the list is marked, also those that were never on the screen; `rows` are examples of them */
  readonly whole: boolean
  selectWhole(rows: readonly DealRow[]): void
  clear(): void
}

interface Chosen {
  readonly rows: ReadonlyMap<string, DealRow>
  readonly last: number | null
  readonly whole: boolean
}

const NONE: Chosen = { rows: new Map(), last: null, whole: false }

/** The deals that are marked, with the values they had when they were: what a bulk edit has seen. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState(NONE)
  return useMemo(
    () => ({
      rows: [...chosen.rows.values()],
      whole: chosen.whole,
      has: (id) => chosen.whole || chosen.rows.has(id),
      select: (row, index, rowOf, range) =>
        setChosen((before) => {
          // one taken out of all leaves none: what the others are is not known here
          if (before.whole) return NONE
          const rows = new Map(before.rows)
          if (!range && rows.has(row.id)) rows.delete(row.id)
          else rows.set(row.id, row)
          if (range && before.last !== null) {
            for (let at = Math.min(before.last, index); at <= Math.max(before.last, index); at += 1) {
              const between = rowOf(at)
              if (between) rows.set(between.id, between)
            }
          }
          return { rows, last: index, whole: false }
        }),
      selectAll: (rows) => setChosen({ rows: byId(rows), last: null, whole: false }),
      selectWhole: (rows) => setChosen({ rows: byId(rows), last: null, whole: true }),
      clear: () => setChosen(NONE),
    }),
    [chosen],
  )
}

function byId(rows: readonly DealRow[]): ReadonlyMap<string, DealRow> {
  return new Map(rows.map((row) => [row.id, row]))
}
