import type { Db } from '../../db/client.ts'
import { zoneOf } from '../../domain/calendar/zone.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import type { DocumentProblem } from '../../domain/world/read-document.ts'
import type { LedgerKind } from '../../domain/world/kinds.ts'
import type { Dating, Statement } from '../../domain/world/statements.ts'
import type { OrgSettings } from '../org/settings.ts'
import type { Directory, NamedKind } from './directory.ts'

/** A statement of the document, with what it is about and where it stands. */
export interface Collected extends Statement {
  readonly kind: LedgerKind
  readonly entityId: string
  readonly path: string
}

/** Personal values of someone in the document; a field that is undefined stays as it is. */
export interface SubjectValues {
  readonly id: string
  readonly name: string | undefined
  readonly email: string | null | undefined
}

/** What one applying gathers before it writes anything. */
export interface Collecting {
  readonly db: Db
  readonly orgId: string
  readonly settings: OrgSettings
  readonly directory: Directory
  readonly statements: Collected[]
  readonly subjects: Map<string, SubjectValues>
  /** external ids that the document gives, beside those that sources gave */
  readonly externalIds: { readonly kind: NamedKind; readonly externalId: string; readonly id: string }[]
  readonly problems: DocumentProblem[]
  /** ids made for things that are new with this document */
  readonly fresh: Set<string>
}

interface Dated {
  readonly from?: string | undefined
  readonly correction?: true | undefined
}

export function datingOf({ from, correction }: Dated, zone: string): Dating {
  if (correction === true) return { kind: 'correction' }
  return from === undefined ? { kind: 'always' } : { kind: 'from', ...momentIn(from, zone) }
}

/** A date is the start of that day in the zone. */
export function momentIn(text: string, zone: string): { readonly at: Instant; readonly date: LocalDate | null } {
  return text.length === 10 ? { at: zoneOf(zone).startOfDay(text), date: text } : { at: Date.parse(text), date: null }
}

/** The id that a reference names; undefined where the entry has none or it cannot be resolved, which is a problem. */
export function refer(
  collecting: Collecting,
  kind: NamedKind,
  text: string | null | undefined,
  path: string,
): string | null | undefined {
  if (text === undefined || text === null) return text
  const found = collecting.directory.find(kind, text)
  if (typeof found === 'object') return found.id
  const list = { person: 'people', team: 'teams', calendar: 'calendars', pipeline: 'pipelines' }[kind]
  const problem =
    found === 'unknown'
      ? `names no ${kind}; add it to ${list} or correct the name`
      : `names more than one ${kind}; use the externalId${kind === 'person' ? ' or the email' : ''}`
  collecting.problems.push({ path, value: text, problem })
  return undefined
}

/** A patch without the fields that an entry does not name. */
export function named(patch: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

/** Keeps an external id of a thing that is known by another one, so that the next document finds it by both. */
export function keepExternalId(
  { directory, externalIds }: Collecting,
  kind: NamedKind,
  externalId: string | undefined,
  id: string,
): void {
  if (externalId === undefined || directory.find(kind, externalId) !== 'unknown') return
  externalIds.push({ kind, externalId, id })
  directory.learn(kind, externalId, id, 'sourceId')
}
