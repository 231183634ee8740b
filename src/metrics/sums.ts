import type { MetricWindow } from './facts/query.ts'
import type { ScanRow } from './scan.ts'

/** What rows add up to, of a metric in a window for a subject. */
export interface Sums {
  num: number
  den: number
  rows: number
  rowsBelow: number
  counted: number
  /** different keys below the line; 0 for metrics that add up there */
  countedBelow: number
  beside: number
  /** there are rows, whether they were counted or only what is different in them */
  met: boolean
  readonly values: number[]
  readonly flags: string[]
  readonly missing: string[]
}

export interface PlacedSums extends Sums {
  readonly window: string
  readonly subject: string | null
  readonly dimension: string | null
}

export function noSums(): Sums {
  return {
    num: 0,
    den: 0,
    rows: 0,
    rowsBelow: 0,
    counted: 0,
    countedBelow: 0,
    beside: 0,
    met: false,
    values: [],
    flags: [],
    missing: [],
  }
}

/** Spreads rows of a scan over the windows that they count in; windows without rows are left out. */
export function sumsOf(
  rows: readonly ScanRow[],
  windows: readonly MetricWindow[],
): (PlacedSums & { readonly metric: number })[] {
  const found = new Map<string, { readonly row: ScanRow; readonly windows: Sums[] }>()
  const places = placesOf(windows.length)
  for (const row of rows) {
    const key = JSON.stringify([row.metric, row.subject, row.dimension])
    let mine = found.get(key)
    if (mine === undefined) found.set(key, (mine = { row, windows: windows.map(noSums) }))
    add(row, mine.windows, places)
  }
  return [...found.values()].flatMap(({ row: { metric, subject, dimension }, windows: sums }) =>
    sums.flatMap((one, index) =>
      !one.met ? [] : [{ ...one, metric, subject, dimension, window: windows[index]!.key }],
    ),
  )
}

function add({ what, data, label }: ScanRow, sums: readonly Sums[], places: (mask: number) => readonly number[]): void {
  if (label !== null) {
    for (const place of places(Number(data))) sums[place]![what === 'flag' ? 'flags' : 'missing'].push(label)
    return
  }
  const [masks = [], ...columns] = data.split(';').map(numbersOf)
  for (const [index, mask] of masks.entries()) {
    for (const place of places(mask!)) {
      const into = sums[place]!
      const first = columns[0]![index]!
      if (what === 'counted' || what === 'below' || first > 0) into.met = true
      if (what === 'values') into.values.push(first)
      else if (what === 'counted') into.counted += first
      else if (what === 'below') into.countedBelow += first
      else if (what === 'beside') into.beside += first
      else {
        into.rows += first
        into.num += columns[1]![index] ?? 0
        into.den += columns[2]?.[index] ?? 0
        into.rowsBelow += columns[3]?.[index] ?? 0
      }
    }
  }
}

/** An array as PostgreSQL writes it; a number that is too large to be exact is an error, never rounded. */
function numbersOf(text: string): (number | null)[] {
  const numbers = JSON.parse(`[${text.slice(1, -1).replaceAll('NULL', 'null')}]`) as (number | null)[]
  for (const one of numbers)
    if (one !== null && Number.isInteger(one) && !Number.isSafeInteger(one))
      throw new RangeError(`${one} is too large to be exact`)
  return numbers
}

/** The places of the bits of a mask, which may have more of them than bit operators see. */
function placesOf(count: number): (mask: number) => readonly number[] {
  const known = new Map<number, readonly number[]>()
  return (mask) => {
    let places = known.get(mask)
    if (places === undefined) {
      places = Array.from({ length: count }, (_, place) => place).filter(
        (place) => Math.floor(mask / 2 ** place) % 2 === 1,
      )
      known.set(mask, places)
    }
    return places
  }
}
