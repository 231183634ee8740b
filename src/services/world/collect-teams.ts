import type { WorldDocument } from '../../domain/world/document.ts'
import { WEEKDAYS } from '../../domain/world/document.ts'
import { newId } from '../../platform/ids.ts'
import type { Collecting } from './collect.ts'
import { datingOf, keepExternalId, named, refer } from './collect.ts'

/** The organisation's own fields and switches. The slug is no setting. */
export function collectSettings(collecting: Collecting, document: Pick<WorldDocument, 'org' | 'settings'>): void {
  const { orgId, settings, statements } = collecting
  const add = (
    path: string,
    patch: Record<string, unknown>,
    entry: { from?: string | undefined; correction?: true | undefined },
  ) => {
    if (Object.keys(patch).length > 0)
      statements.push({ kind: 'setting', entityId: orgId, path, patch, dating: datingOf(entry, settings.zone) })
  }
  for (const [index, entry] of document.org.entries()) {
    const { name, zone, currency, weekStart, fiscalStartMonth } = entry
    add(
      pathOf('org', index, document.org),
      named({
        name,
        zone,
        currency,
        fiscalStartMonth,
        weekStart,
        currencyAssumed: currency === undefined ? undefined : false,
      }),
      entry,
    )
  }
  for (const [index, entry] of document.settings.entries()) {
    add(pathOf('settings', index, document.settings), { ...named({ preset: entry.preset }), ...entry.switches }, entry)
  }
}

function pathOf(list: string, index: number, entries: readonly unknown[]): string {
  return entries.length === 1 ? list : `${list}[${index}]`
}

/** Gives every calendar an id; the one that becomes the default takes that from the one before. */
export function collectCalendars(
  collecting: Collecting,
  calendars: WorldDocument['calendars'],
  defaults: ReadonlySet<string>,
): void {
  const { directory, fresh, settings, statements } = collecting
  const decided = new Set<string>()
  const winners: { path: string; id: string; entry: WorldDocument['calendars'][number] }[] = []
  for (const [index, entry] of calendars.entries()) {
    const path = `calendars[${index}]`
    const found = directory.find('calendar', entry.name)
    const id = typeof found === 'object' ? found.id : newId()
    if (typeof found !== 'object') {
      fresh.add(id)
      directory.learn('calendar', entry.name, id, 'name')
    }
    const isNew = typeof found !== 'object'
    if (entry.default !== undefined) decided.add(id)
    if (entry.default === true) winners.push({ path, id, entry })
    const patch = named({
      name: entry.name,
      weekend: entry.weekend?.map((day) => WEEKDAYS.indexOf(day) + 1) ?? (isNew ? [6, 7] : undefined),
      holidays: entry.holidays?.toSorted((a, b) => (a.date < b.date ? -1 : 1)) ?? (isNew ? [] : undefined),
      offices: entry.offices,
      default: entry.default ?? (isNew ? false : undefined),
    })
    statements.push({ kind: 'calendar', entityId: id, path, patch, dating: datingOf(entry, settings.zone) })
  }
  for (const { path, id, entry } of winners) {
    for (const former of defaults) {
      if (former === id || decided.has(former)) continue
      statements.push({
        kind: 'calendar',
        entityId: former,
        path,
        patch: { default: false },
        // what a new calendar always was, the one before never was
        dating: fresh.has(id) && entry.from === undefined ? { kind: 'correction' } : datingOf(entry, settings.zone),
      })
    }
  }
}

/** Gives every team an id, so that the next step can resolve who refers to it. */
export function nameTeams(collecting: Collecting, teams: WorldDocument['teams']): string[] {
  return teams.map((entry) => {
    const keys = entry.externalId === undefined ? [entry.name] : [entry.externalId, entry.name]
    const found = keys.map((key) => collecting.directory.find('team', key)).find((one) => typeof one === 'object')
    const id = typeof found === 'object' ? found.id : newId()
    if (found === undefined) {
      collecting.fresh.add(id)
      collecting.directory.learn('team', entry.externalId ?? entry.name, id, 'externalId')
    } else keepExternalId(collecting, 'team', entry.externalId, id)
    collecting.directory.learn('team', entry.name, id, 'name')
    return id
  })
}

export function collectTeams(collecting: Collecting, teams: WorldDocument['teams'], ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const [index, entry] of teams.entries()) {
    const path = `teams[${index}]`
    const id = ids[index]!
    const isNew = collecting.fresh.has(id) && !seen.has(id)
    seen.add(id)
    const { office, zone, weekStart, deleted } = entry
    const patch = named({
      name: entry.name,
      parentId: refer(collecting, 'team', entry.parent, `${path}.parent`),
      managerId: refer(collecting, 'person', entry.manager, `${path}.manager`),
      calendarId: refer(collecting, 'calendar', entry.calendar, `${path}.calendar`),
      office,
      zone,
      deleted,
      weekStart,
      externalId: isNew ? (entry.externalId ?? entry.name) : undefined,
    })
    collecting.statements.push({
      kind: 'team',
      entityId: id,
      path,
      patch,
      dating: datingOf(entry, collecting.settings.zone),
    })
  }
}
