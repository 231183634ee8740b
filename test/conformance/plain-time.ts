import type { PlainSales } from './plain-sales.ts'

/** What one thing adds to a metric, found by plain loops: nothing here is shared with the engine. */
export interface Added {
  readonly person: string | null
  /** the moment that decides the team */
  readonly credited: number
  readonly day: string
  readonly num?: number
  readonly den?: number
  readonly val?: number
  readonly key?: string | null
  readonly below?: string | null
  readonly stage?: string | null
  /** the part of a mix that it is counted for */
  readonly part?: string
}

export const DAY = 86_400_000
const ZONE = 'Europe/Berlin'

const formats = new Map<string, Intl.DateTimeFormat>()
export function localDay(at: number, zone: string): string {
  let format = formats.get(zone)
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })))
  return format.format(at)
}

export function teamAt(sales: PlainSales, person: string | null, at: number): string | null {
  return (
    sales.memberships
      .filter((one) => one.person === person && one.from <= at)
      .toSorted((a, b) => a.from - b.from)
      .at(-1)?.team ?? null
  )
}

export function dayOf(sales: PlainSales, person: string | null, at: number): string {
  const team = sales.teams.find(({ id }) => id === teamAt(sales, person, at))
  return localDay(at, team?.zone ?? ZONE)
}

export interface PlainQuestion {
  readonly sales: PlainSales
  readonly asOf: number
  readonly asOfDay: string
  readonly from: string
  readonly to: string
  /** the last day of the whole period, of which `to` may be a part */
  readonly until: string
  /** the last instant of the window, and the last before it */
  readonly end: number
  readonly start: number
  /** the first instant of a day where the organisation is */
  readonly startOf: (day: string) => number
}
