import type { WorldDocument } from '../../domain/world/document.ts'
import { metricOf } from '../../metrics/catalog/index.ts'
import { newId } from '../../platform/ids.ts'
import type { Collecting } from './collect.ts'
import { datingOf, named } from './collect.ts'

/** Priorities are one for each role, ramps one for each role and metric. */
export function roleEntityKey(
  kind: 'role' | 'ramp',
  { discipline, segment, metric }: { discipline: string | null; segment: string | null; metric?: string },
): string {
  return JSON.stringify([kind, discipline, segment, metric])
}

/** What matters in roles, and how they come to full; `held` are the ids of those that there are, by `roleEntityKey`. */
export function collectRoles(
  collecting: Collecting,
  { roles, ramps }: Pick<WorldDocument, 'roles' | 'ramps'>,
  held: ReadonlyMap<string, string>,
): void {
  const ids = new Map(held)
  const collect = (kind: 'role' | 'ramp', path: string, entry: (typeof roles | typeof ramps)[number]) => {
    const { from: _, correction: __, discipline = null, segment = null, ...says } = entry
    const key = roleEntityKey(kind, { ...says, discipline, segment })
    const before = ids.get(key)
    const needed = kind === 'role' ? 'metrics' : 'points'
    if (before === undefined && !(needed in entry) && entry.deleted === undefined) {
      collecting.problems.push({ path: `${path}.${needed}`, problem: `is missing; a new ${kind} needs it` })
      return
    }
    const id = before ?? newId()
    ids.set(key, id)
    const fresh = before === undefined && kind === 'ramp' ? { fittedFrom: null } : {}
    collecting.statements.push({
      kind,
      entityId: id,
      path,
      patch: { discipline, segment, ...fresh, ...named(says) },
      dating: datingOf(entry, collecting.settings.zone),
    })
  }
  for (const [index, entry] of roles.entries()) {
    const path = `roles[${index}]`
    for (const [at, metric] of (entry.metrics ?? []).entries())
      requireKnown(collecting, metric, `${path}.metrics[${at}]`)
    collect('role', path, entry)
  }
  for (const [index, entry] of ramps.entries()) {
    const path = `ramps[${index}]`
    requireKnown(collecting, entry.metric, `${path}.metric`)
    collect('ramp', path, entry)
  }
}

function requireKnown(collecting: Collecting, metric: string, path: string): void {
  if (metricOf(metric) !== undefined) return
  collecting.problems.push({ path, value: metric, problem: 'is no metric; see leadout definitions' })
}
