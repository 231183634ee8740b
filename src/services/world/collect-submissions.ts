import type { Instant } from '../../domain/instant.ts'
import type { WorldDocument } from '../../domain/world/document.ts'
import { newId } from '../../platform/ids.ts'
import { minorOf } from './collect-plan.ts'
import type { Collecting } from './collect.ts'
import { datingOf, named, refer } from './collect.ts'

export interface HeldSubmission {
  readonly id: string
  readonly currency: string | null
}

/** A forecast without an external id is one per person, period and moment. */
export function submissionKey(personId: string | null, period: string, at: Instant): string {
  return `${personId} ${period} ${at}`
}

export function collectSubmissions(
  collecting: Collecting,
  submissions: WorldDocument['submissions'],
  held: ReadonlyMap<string, HeldSubmission>,
): void {
  const known = new Map(held)
  for (const [index, entry] of submissions.entries()) {
    const path = `submissions[${index}]`
    const personId = refer(collecting, 'person', entry.person, `${path}.person`)
    if (personId == null) continue
    const dating = datingOf(entry, collecting.settings.zone)
    const key = entry.externalId ?? (dating.kind === 'from' ? submissionKey(personId, entry.period, dating.at) : '')
    const before = known.get(key)
    if (before === undefined && dating.kind !== 'from') {
      collecting.problems.push({ path: `${path}.from`, problem: 'is missing; say when the forecast was handed in' })
      continue
    }
    const currency = entry.currency ?? before?.currency ?? collecting.settings.currency
    const minor = (amount: typeof entry.commit, field: string) =>
      amount === null ? null : minorOf(collecting, amount, currency, `${path}.${field}`)
    const id = before?.id ?? newId()
    known.set(key, { id, currency })
    const fresh = before === undefined ? { commit: null, bestCase: null, externalId: null, currency } : {}
    const patch = named({
      personId,
      period: entry.period,
      commit: minor(entry.commit, 'commit'),
      bestCase: minor(entry.bestCase, 'bestCase'),
      currency: entry.currency,
      externalId: entry.externalId,
    })
    collecting.statements.push({ kind: 'submission', entityId: id, path, patch: { ...fresh, ...patch }, dating })
  }
}
