import type { EntryOf, WorldDocument } from '../../domain/world/document.ts'
import { parseMajor } from '../../domain/money/amount.ts'
import { metricOf } from '../../metrics/catalog/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Collecting } from './collect.ts'
import { datingOf, named, refer } from './collect.ts'

export interface HeldGoal {
  readonly id: string
  readonly currency: string | null
}

/** A goal is one per scope, metric and period. */
export function goalKey(scopeKind: string, scopeId: string | null, metric: string, period: string): string {
  return `${scopeKind} ${scopeId ?? ''} ${metric} ${period}`
}

export function collectGoals(
  collecting: Collecting,
  goals: WorldDocument['goals'],
  held: ReadonlyMap<string, HeldGoal>,
): void {
  const known = new Map(held)
  for (const [index, entry] of goals.entries()) {
    const path = `goals[${index}]`
    const scope = scopeOf(collecting, entry, `${path}.scope`)
    if (scope === null) continue
    const metric = entry.metric ?? 'bookings'
    const unit = metricOf(metric)?.unit
    if (unit === undefined) {
      collecting.problems.push({
        path: `${path}.metric`,
        value: metric,
        problem: 'is no metric; see leadout definitions',
      })
      continue
    }
    const key = goalKey(scope.kind, scope.id, metric, entry.period)
    const before = known.get(key)
    if (before === undefined && entry.amount === undefined && entry.deleted === undefined) {
      collecting.problems.push({ path: `${path}.amount`, problem: 'is missing; a new goal needs it' })
      continue
    }
    const money = unit === 'money'
    const currency = money ? (entry.currency ?? before?.currency ?? collecting.settings.currency) : null
    const minor =
      currency === null
        ? valueOf(collecting, entry.amount, unit, `${path}.amount`)
        : minorOf(collecting, entry.amount, currency, `${path}.amount`)
    const id = before?.id ?? newId()
    known.set(key, { id, currency })
    const patch = named({
      scopeKind: scope.kind,
      scopeId: scope.id,
      metric,
      period: entry.period,
      minor,
      currency: money ? (entry.currency ?? (before === undefined ? currency : undefined)) : null,
      source: entry.source ?? (before === undefined ? 'quota' : undefined),
      deleted: entry.deleted,
    })
    collecting.statements.push({
      kind: 'goal',
      entityId: id,
      path,
      patch,
      dating: datingOf(entry, collecting.settings.zone),
    })
  }
}

function scopeOf(
  collecting: Collecting,
  { scope }: EntryOf<'goals'>,
  path: string,
): { kind: 'company' | 'team' | 'office' | 'person' | 'role'; id: string | null } | null {
  if (scope === 'company') return { kind: 'company', id: null }
  if ('role' in scope) return { kind: 'role', id: scope.role }
  if ('office' in scope) return { kind: 'office', id: scope.office }
  const [kind, text] = 'team' in scope ? (['team', scope.team] as const) : (['person', scope.person] as const)
  const id = refer(collecting, kind, text, `${path}.${kind}`)
  return id == null ? null : { kind, id }
}

/** Minor units of an amount of a document; undefined where it is left out, or is a problem. */
export function minorOf(
  collecting: Collecting,
  amount: number | string | undefined,
  currency: string,
  path: string,
): number | undefined {
  if (amount === undefined) return undefined
  const parsed = parseMajor(String(amount), currency)
  if (parsed !== null && !parsed.rounded) return parsed.minor
  const problem = parsed === null ? 'is too large to be exact' : `has more decimals than ${currency} has; round it`
  collecting.problems.push({ path, value: amount, problem })
  return undefined
}

/** A value of a metric that is no money, in its own unit. */
function valueOf(
  collecting: Collecting,
  amount: number | string | undefined,
  unit: string,
  path: string,
): number | undefined {
  if (amount === undefined) return undefined
  const value = Number(amount)
  if (value >= 0 && (unit !== 'share' || value <= 1)) return value
  const problem = unit === 'share' ? 'is no share; write 0.25 for 25 %' : 'is below 0'
  collecting.problems.push({ path, value: amount, problem })
  return undefined
}

/** A rate is one per currency, kind and date. */
export function rateKey(currency: string, kind: string, date: string): string {
  return `${currency} ${kind} ${date}`
}

export function collectRates(
  collecting: Collecting,
  rates: WorldDocument['rates'],
  held: ReadonlyMap<string, string>,
): void {
  const known = new Map(held)
  for (const [index, entry] of rates.entries()) {
    const path = `rates[${index}]`
    const { currency, kind, date } = entry
    const rate = String(entry.rate)
    if (!(Number(rate) > 0) || !/^\d+(\.\d+)?$/.test(rate)) {
      collecting.problems.push({
        path: `${path}.rate`,
        value: entry.rate,
        problem: 'is no rate; write a positive decimal such as 1.0823',
      })
      continue
    }
    if (currency === collecting.settings.currency) {
      collecting.problems.push({
        path: `${path}.currency`,
        value: currency,
        problem: 'is the currency of the organisation; leave this rate out',
      })
      continue
    }
    const key = rateKey(currency, kind, date)
    const id = known.get(key) ?? newId()
    known.set(key, id)
    const patch = { currency, kind, date, rate }
    collecting.statements.push({
      kind: 'rate',
      entityId: id,
      path,
      patch,
      dating: datingOf({ correction: entry.correction }, collecting.settings.zone),
    })
  }
}
