import type { PeriodUnit } from './calendar/period.ts'
import type { Scope, ScopeKind } from './scope.ts'

/** `week`, `month` or `quarter`: the one that the as-of day lies in. */
export type PagePeriod = Exclude<PeriodUnit, 'year'>

/** A page of bars shows one bar per `by` below its scope; a burn-down shows the scope itself. */
export type PageConfig =
  | { readonly kind: 'bars'; readonly scope: Scope; readonly by: ScopeKind; readonly period: PagePeriod }
  | { readonly kind: 'burn-down'; readonly scope: Scope; readonly period: PagePeriod }

export interface BoardConfig {
  readonly title: string
  readonly pages: readonly PageConfig[]
  /** shares of goals, no amounts */
  readonly percentOnly: boolean
  readonly rotationSeconds: number
}
