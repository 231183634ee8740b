import { exp } from './arithmetic.ts'
import type { Axis } from './axis.ts'
import { CONSTANTS } from './constants.ts'
import { chance, lognormal, normal, pareto, pick } from './draw.ts'
import type { Scenario } from './scenario.ts'
import { stream } from './streams.ts'

export interface Product {
  readonly id: string
  readonly name: string
  readonly family: string
  /** minor units per seat and year, the same figure in every price list */
  readonly list: number
}

export const PRODUCTS: readonly Product[] = [
  { id: 'p1', name: 'Core', family: 'Platform', list: 4_800 },
  { id: 'p2', name: 'Insight', family: 'Add-on', list: 1_900 },
  { id: 'p3', name: 'Connect', family: 'Add-on', list: 2_400 },
  { id: 'p4', name: 'Care', family: 'Service', list: 900 },
]

export interface Line {
  readonly product: Product
  readonly quantity: number
}

/** What a buyer would pay by the list, in minor units of the deal's currency. */
export function listValue(lines: readonly Line[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.list * quantity, 0)
}

/** Seats of the platform and of one or two add-ons that come to about the value. */
export function linesFor(seed: number, key: readonly number[], value: number): Line[] {
  const draw = stream(seed, 'lines', ...key)
  const [core, ...others] = PRODUCTS
  const extra = others.filter(() => chance(draw, 0.35))
  const perSeat = [core!, ...extra].reduce((sum, { list }) => sum + list, 0)
  const quantity = Math.max(1, Math.round((value * 100) / perSeat))
  return [core!, ...extra].map((product) => ({ product, quantity }))
}

/** Major units, before what is planted. */
export function sizeOf({ seed, size, misspecified }: Scenario, key: readonly number[], factor: number): number {
  const draw = stream(seed, 'size', ...key)
  const alpha = misspecified.heavyTails
  const value =
    alpha === null ? lognormal(draw, size.mean, size.cv) : pareto(draw, (size.mean * (alpha - 1)) / alpha, alpha)
  return Math.min(value * factor, 200_000_000)
}

/** Minor units of the lines less a discount, the price of a seat rounded. */
export function discounted(lines: readonly Line[], discount: number): number {
  return lines.reduce((sum, { product, quantity }) => sum + unitPrice(product, discount) * quantity, 0)
}

export function unitPrice({ list }: Product, discount: number): number {
  return Math.round(list * (1 - discount))
}

/** The discount of the first offer, a share of what it comes to in the end. */
export function firstOffer(discount: number): number {
  return Math.round(discount * CONSTANTS.firstOffer * 10_000) / 10_000
}

export interface Rate {
  readonly currency: string
  readonly kind: 'plan' | 'daily'
  readonly date: string
  readonly rate: string
}

const LEVELS: Readonly<Record<string, number>> = { EUR: 1, USD: 0.92, GBP: 1.16 }

/** Units of the company's currency for one unit of each other: a plan rate per year, and one for every Monday. */
export function ratesOf({ seed, company, offices }: Scenario, axis: Axis): Rate[] {
  const others = [...new Set(offices.map(({ currency }) => currency))].filter((code) => code !== company.currency)
  return others.flatMap((currency, index) => {
    const draw = stream(seed, 'rate', index)
    const level = (LEVELS[currency] ?? 1) / (LEVELS[company.currency] ?? 1)
    const rates: Rate[] = []
    let away = 0
    for (let day = axis.begin - 7; day < axis.days; day += 7) {
      away = 0.98 * away + 0.008 * normal(draw)
      rates.push({ currency, kind: 'daily', date: axis.date(day), rate: (level * exp(away)).toFixed(4) })
    }
    const first = Number(axis.date(axis.begin).slice(0, 4))
    const last = Number(axis.date(axis.days - 1).slice(0, 4))
    for (let year = first - 1; year <= last; year += 1) {
      rates.push({ currency, kind: 'plan', date: `${year}-01-01`, rate: level.toFixed(2) })
    }
    return rates
  })
}

const TITLES = [
  ['Specialist', 'staff'],
  ['Manager', 'manager'],
  ['Director', 'director'],
  ['Vice President', 'vp'],
  ['Chief Officer', 'c-level'],
] as const
const AREAS = ['Operations', 'Finance', 'Sales', 'IT', 'Marketing', 'Logistics'] as const

/** Job title and level of a stakeholder; the first one of an account is never at the top. */
export function titleOf(draw: Parameters<typeof pick>[0], first: boolean): { title: string; level: string } {
  const [rank, level] = pick(draw, first ? TITLES.slice(0, 3) : TITLES)
  return { title: `${rank}, ${pick(draw, AREAS)}`, level }
}
