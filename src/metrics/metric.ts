import type { FactsId } from './facts/columns.ts'

/** How contributions become a value (metrics.md Kinds). */
export type MetricKind = 'sum' | 'distinct' | 'median' | 'proportion' | 'quotient'

/** What a value is measured in; money is in the organisation's currency. */
export type MetricUnit = 'money' | 'count' | 'share' | 'days' | 'hours' | 'ratio'

export type MetricFamily = 'quantity' | 'quality' | 'mix' | 'output'

/** Whether more is better, less is better, or neither. */
export type Valence = 'up' | 'down' | 'neutral'

/** The roles a metric serves: account executive, sales development, customer success, management. */
export type MetricRole = 'ae' | 'sdr' | 'csm' | 'manager'

/**
 * A contribution relation: which facts count, and what each of them adds. The expressions are SQL over the columns of
 * the facts (`facts/columns.ts`), constants of the program and never input.
 */
export interface Term {
  readonly facts: FactsId
  /** other facts that the expressions look up */
  readonly also?: readonly FactsId[]
  /** facts of any day up to the as-of instant; `where` compares with `win_from`, `win_to` and `win_until` itself */
  readonly anytime?: true
  /** the population; all facts without it */
  readonly where?: string
  /** added above the line; 1 without it. Money is in minor units */
  readonly numerator?: string
  /** added below the line, of proportions and quotients */
  readonly denominator?: string
  /** what a median is taken of */
  readonly value?: string
  /** what a distinct count, or a rate above its line, counts once */
  readonly key?: string
  /** what is counted once below the line, instead of adding `denominator` */
  readonly keyBelow?: string
  /** a word about the row, shown beside it and handed to `blocked` */
  readonly flag?: string
  /** what the share told beside the value counts once, of what is below the line */
  readonly beside?: string
  /** the expressions use an amount, so a missing exchange rate blocks the figure */
  readonly money?: true
}

export interface MetricDefinition {
  /** of metrics.md; kebab-case, never reused for another meaning */
  readonly id: string
  /** rises with every change of meaning; `since` is the day of this version */
  readonly version: number
  readonly since: string
  /** the versions before, each with its first day and what it meant; a figure names the version that it was counted by */
  readonly earlier?: readonly EarlierVersion[]
  readonly label: string
  /** the formula in words, a sentence or two, exclusions included */
  readonly words: string
  readonly kind: MetricKind
  readonly unit: MetricUnit
  readonly family: MetricFamily
  readonly valence: Valence
  readonly roles: readonly MetricRole[]
  /** the default window: `90d`, `week`, `month`, `quarter`; of a figure at one instant `now` */
  readonly window: string
  /** facts of one instant, the end of the window, instead of those within it */
  readonly instant?: true
  /** the dimension without which it says nothing, such as a stage */
  readonly per?: 'stage' | 'type' | 'segment' | 'source'
  /** counts that need this many days of history before the window to be whole (metrics.md Meeting held) */
  readonly lookback?: number
  readonly terms: readonly Term[]
  /** what the share told beside the value is called, such as `maturity` */
  readonly beside?: string
  /** the metric whose goal in the period of the window is added below the line */
  readonly goal?: string
  /** tells beside the value the share that an even pace gives to this many selling days */
  readonly evenPace?: number
  /** why the rows with these flags give no value; null where they do */
  readonly blocked?: (flags: ReadonlySet<string>) => string | null
}

/** What a metric meant before; `words` as they were then. */
export interface EarlierVersion {
  readonly version: number
  readonly since: string
  readonly words: string
}

/** Declares a metric; everything else, from the SQL to the documentation, is derived from it. */
export function defineMetric(definition: MetricDefinition): MetricDefinition {
  return definition
}

/** Whether what stands below the line is money too, as in a share of amounts. */
export function moneyBelow({ terms, unit }: Pick<MetricDefinition, 'terms' | 'unit'>): boolean {
  return unit !== 'money' && terms.some((term) => term.money === true)
}

/** A metric of metrics.md that no data can answer yet, with the data it waits for. */
export interface WaitingMetric {
  readonly id: string
  readonly label: string
  readonly waitsFor: string
}
