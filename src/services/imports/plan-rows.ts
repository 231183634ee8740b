import { readChanges } from '../../db/ledger.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { instantText } from '../../domain/instant.ts'
import { documentSchema, WEEKDAYS } from '../../domain/world/document.ts'
import type { ObjectKind } from '../../domain/import/object-kind.ts'
import type { ImportRecord } from '../../domain/import/record.ts'
import { planStatements } from '../../domain/world/statements.ts'
import { newId } from '../../platform/ids.ts'
import { readSettings } from '../org/settings.ts'
import { collectDocument } from '../world/collect-document.ts'
import type { Collecting } from '../world/collect.ts'
import { openDirectory } from '../world/directory.ts'
import type { ImportChange, ImportRun } from './run.ts'
import { countsOf, isTime, textOf, write } from './run.ts'

/** Rows that say what a document of the organisation says: they are gathered, and applied as one. */
export const PLAN_OBJECTS = ['membership', 'goal', 'holiday', 'leave', 'rate'] as const satisfies readonly ObjectKind[]
type PlanObject = (typeof PLAN_OBJECTS)[number]

export function isPlanObject(object: ObjectKind): object is PlanObject {
  return (PLAN_OBJECTS as readonly ObjectKind[]).includes(object)
}

const PLURAL: Readonly<Record<PlanObject, string>> = {
  membership: 'memberships',
  goal: 'goals',
  holiday: 'holidays',
  leave: 'leave',
  rate: 'rates',
}

/**
 * Makes the organisation be as the rows say, by the same rules as an applied document: what is so already writes
 * nothing, and what contradicts what is held is a note that changes nothing. Teams come along for their calendars.
 */
export async function applyPlanRows(run: ImportRun, records: readonly ImportRecord[]): Promise<void> {
  const own = records.filter(({ object }) => isPlanObject(object))
  const parsed = documentSchema.safeParse(documentOf(records))
  if (!parsed.success) {
    for (const issue of parsed.error.issues) note(run, own[0], issue.path.join('.'), issue.message)
    return
  }
  const collecting: Collecting = {
    db: run.db,
    orgId: run.orgId,
    settings: await readSettings(run.db, run.orgId),
    directory: await openDirectory(run.db, run.orgId),
    statements: [],
    subjects: new Map(),
    externalIds: [],
    problems: [],
    fresh: new Set(),
  }
  await collectDocument(collecting, parsed.data)
  for (const { path, value, problem } of collecting.problems) note(run, own[0], path, problem, value)
  const { changes, fates } = await plannedChanges(run, collecting)
  await write(run, changes)
  for (const [object, rows] of Map.groupBy(own, (record) => record.object as PlanObject)) {
    const calendars = [...new Set(rows.map((row) => textOf(row, 'calendar')))]
    for (const [index, row] of rows.entries()) {
      const place = object === 'holiday' ? calendars.indexOf(textOf(row, 'calendar')) : index
      countsOf(run, PLURAL[object])[fates.get(`${LISTS[object]}[${place}]`) ?? 'unchanged'] += 1
    }
  }
}

const LISTS: Readonly<Record<PlanObject, string>> = {
  membership: 'memberships',
  goal: 'goals',
  holiday: 'calendars',
  leave: 'leave',
  rate: 'rates',
}

/** The changes to write, and by entry of the document what came of it. */
async function plannedChanges(
  run: ImportRun,
  { statements }: Collecting,
): Promise<{ changes: ImportChange[]; fates: Map<string, 'new' | 'changed'> }> {
  const changes: ImportChange[] = []
  const fates = new Map<string, 'new' | 'changed'>()
  for (const [kind, some] of Map.groupBy(statements, (statement) => statement.kind)) {
    const byEntity = Map.groupBy(some, (statement) => statement.entityId)
    const said = await readChanges(run.db, run.orgId, kind, [...byEntity.keys()])
    for (const [entityId, about] of byEntity) {
      const standing = (said.get(entityId) ?? []).filter((change) => change.retractedAt === Infinity)
      const planned = planStatements(standing, about, run.takenAt).changes
      if (planned.length > 0) {
        for (const { path } of about) fates.set(path, standing.length === 0 ? 'new' : 'changed')
      }
      for (const change of planned) {
        changes.push({ ...change, id: newId(), kind, entityId, source: run.sources[0] ?? 'file' })
      }
    }
  }
  return { changes, fates }
}

function documentOf(records: readonly ImportRecord[]): Record<string, unknown[]> {
  const of = (object: ObjectKind) => records.filter((record) => record.object === object)
  return {
    calendars: calendarsOf(of('holiday')),
    leave: of('leave').map((row) => ({
      person: textOf(row, 'person'),
      from: dayOf(row, 'from'),
      to: dayOf(row, 'to'),
    })),
    teams: of('team').flatMap((row) => {
      const calendar = textOf(row, 'calendar')
      return calendar === null ? [] : [{ name: textOf(row, 'name'), externalId: row.externalId, calendar }]
    }),
    memberships: of('membership').map((row) => ({
      ...filled({ person: textOf(row, 'person'), from: dayOf(row, 'from'), to: dayOf(row, 'to') }),
      // a cell that is empty says that there is none from then on, whoever it was before
      ...texts(
        row,
        ['team', 'office', 'discipline', 'segment', 'level', 'manager', 'dottedManager'].filter(
          (field) => field in row.values,
        ),
      ),
    })),
    goals: of('goal').map((row) =>
      filled({
        scope: scopeOf(row),
        ...texts(row, ['metric', 'period', 'amount', 'currency']),
        source: textOf(row, 'goalSource'),
      }),
    ),
    rates: of('rate').map((row) => ({
      currency: textOf(row, 'currency'),
      kind: textOf(row, 'rateKind'),
      date: dayOf(row, 'date'),
      rate: textOf(row, 'rate'),
    })),
  }
}

/** One calendar from its rows: a holiday each, and on every row what holds for the calendar. */
function calendarsOf(rows: readonly ImportRecord[]): unknown[] {
  return [...Map.groupBy(rows, (row) => textOf(row, 'calendar') ?? '')].map(([name, own]) => ({
    name,
    weekend: WEEKDAYS.filter((day) => (textOf(own[0]!, 'weekend') ?? '').toLowerCase().includes(day)),
    holidays: own.flatMap((row) => {
      const date = dayOf(row, 'date')
      return date === null ? [] : [{ date, name: textOf(row, 'name') ?? date }]
    }),
    ...(own.some((row) => row.values['standing'] === true) && { default: true }),
  }))
}

function scopeOf(row: ImportRecord): unknown {
  const kind = textOf(row, 'scope')
  return kind === 'company' || kind === null ? 'company' : { [kind]: textOf(row, 'scopeName') }
}

function texts(row: ImportRecord, fields: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(fields.map((field) => [field, textOf(row, field)]))
}

/** Without what the row leaves empty. */
function filled(entry: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null))
}

/** A date as it stands, an instant with its zone. */
function dayOf(row: ImportRecord, field: string): string | null {
  const value = row.values[field]
  if (!isTime(value)) return null
  return 'date' in value ? value.date : instantText(value.at)
}

function note(run: ImportRun, record: ImportRecord | undefined, path: string, problem: string, value?: unknown): void {
  if (record === undefined) throw new LeadoutError('internal', `A row that is not there has a problem: ${path}`)
  run.problem({
    severity: 'note',
    fileNo: record.fileNo,
    ...(value !== undefined && { value: JSON.stringify(value) }),
    reason: `${path} ${problem}`,
    remedy: 'Correct the row and import the files again',
    group: `plan:${problem}`,
  })
}
