import { zoneOf } from '../../domain/calendar/zone.ts'
import type { Instant } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import { same } from '../../domain/world/statements.ts'
import type { Version } from './versions.ts'

export type State = Readonly<Record<string, unknown>>
export type Entry = Record<string, unknown>

/**
 * The entries of a document that say these versions, each with the day from which it holds. Empty fields stand only
 * where a value was taken away; a version that differs in nothing shown has no entry.
 */
export function datedEntries(
  versions: readonly Version[],
  zoneOfState: (state: State) => string,
  entryOf: (state: State, entityId: string) => Entry,
): Entry[] {
  return versions.flatMap(({ state, previous, entityId, from }) => {
    const before = previous === null ? null : entryOf(previous, entityId)
    const now = entryOf(state, entityId)
    if (before !== null && same(before, now)) return []
    const fields = Object.entries(now).filter(([field, value]) => value != null || before?.[field] != null)
    const entry = Object.fromEntries(fields.map(([field, value]) => [field, value ?? null]))
    return [from === -Infinity ? entry : { ...entry, from: momentText(from, zoneOfState(state)) }]
  })
}

/** A date where the instant is a midnight of the zone, else the instant. */
export function momentText(at: Instant, zone: string): string {
  const days = zoneOf(zone)
  const date = days.dateAt(at)
  return days.startOfDay(date) === at ? date : instantText(at)
}
