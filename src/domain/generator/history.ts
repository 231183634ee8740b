import type { Sink } from './sink.ts'
import { stamp } from './tables.ts'
import { isCut, type World } from './world.ts'

/** What a field of an account or a lead was from an instant on. */
export interface Entry {
  readonly at: number
  readonly field: 'Owner' | 'Type' | 'Status'
  readonly now: string
}

/**
 * Writes the history of an account or a lead, as far as it is in the window of the files, and says what its fields were
 * at the end of the window: null where nothing of it is in the window. Entries are in the order of time.
 */
export function writeHistory(
  world: World,
  sink: Sink,
  table: 'account-history' | 'lead-history',
  id: string,
  entries: readonly Entry[],
): Readonly<Record<string, string>> | null {
  const held: Record<string, string> = {}
  let touched = false
  for (const { at, field, now } of entries) {
    if (at >= world.cut.until) break
    const old = held[field] ?? null
    held[field] = now
    if (!isCut(world, at) || old === now) continue
    touched = true
    sink.row(table, [id, stamp(at), field, old, now])
  }
  return touched ? held : null
}
