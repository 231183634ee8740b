import { inView, readKind } from '../../db/spans.ts'
import type { StateOf, WorldKind } from '../../domain/world/kinds.ts'
import type { Cell, ExportTable } from './csv.ts'
import type { Exporting } from './exporting.ts'
import { majorCell } from './exporting.ts'

interface Subject {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly title: string | null
}

const NOBODY: Subject = { name: null, email: null, phone: null, title: null }

/** The tables of what is small enough to be held at once: everything but deals, activities and changes. */
export async function worldTables(exporting: Exporting): Promise<ExportTable[]> {
  const { nameOf, currency } = exporting
  const subjects = await readSubjects(exporting)
  const members = await readMembers(exporting)
  const custom = (state: { custom?: Record<string, string> | undefined }, fields: readonly string[]): Cell[] =>
    fields.map((field) => state.custom?.[field])
  const accountFields = await customFields(exporting, 'account')
  return [
    table(
      exporting,
      'people',
      'person',
      ['User ID', 'Name', 'Email', 'Phone', 'Title', 'Active', 'Team', 'Manager', 'Office', 'Segment', 'Discipline'],
      (state, id) => {
        const { name, email, phone, title } = subjects.get(id) ?? NOBODY
        const member = members.get(id)
        return [
          state.externalId ?? id,
          name,
          email,
          phone,
          title,
          state.active,
          nameOf('team', member?.team_id ?? null),
          nameOf('person', member?.manager_id ?? null),
          member?.office,
          member?.segment,
          member?.discipline,
        ]
      },
    ),
    table(
      exporting,
      'teams',
      'team',
      ['Team ID', 'Team name', 'Parent team', 'Lead', 'Office', 'Time zone', 'Calendar'],
      (state, id) => [
        state.externalId ?? id,
        state.name,
        nameOf('team', state.parentId ?? null),
        nameOf('person', state.managerId ?? null),
        state.office,
        state.zone,
        nameOf('calendar', state.calendarId ?? null),
      ],
    ),
    table(
      exporting,
      'stages',
      'stage',
      ['Stage ID', 'Stage name', 'Pipeline', 'Order', 'Probability', 'Is closed', 'Is won'],
      (state) => [
        state.externalId ?? state.name,
        state.name,
        nameOf('pipeline', state.pipelineId),
        state.order,
        state.probability,
        state.kind !== 'open',
        state.kind === 'won',
      ],
    ),
    table(
      exporting,
      'accounts',
      'account',
      [
        'Account ID',
        'Account name',
        'Parent account',
        'Account owner',
        'Type',
        'Industry',
        'Segment',
        'Website',
        'Country',
        ...accountFields,
      ],
      (state, id) => [
        state.externalId ?? id,
        state.name,
        nameOf('account', state.parentId ?? null),
        nameOf('person', state.ownerId ?? null),
        state.type,
        state.industry,
        state.segment,
        state.website,
        state.country,
        ...custom(state, accountFields),
      ],
    ),
    table(
      exporting,
      'contacts',
      'contact',
      ['Contact ID', 'Contact name', 'Email', 'Phone', 'Job title', 'Account ID', 'Contact owner', 'Source'],
      (state, id) => {
        const { name, email, phone, title } = subjects.get(id) ?? NOBODY
        return [
          state.externalId ?? id,
          name,
          email,
          phone,
          title,
          nameOf('account', state.accountId ?? null),
          nameOf('person', state.ownerId ?? null),
          state.source,
        ]
      },
    ),
    table(
      exporting,
      'leads',
      'lead',
      [
        'Lead ID',
        'Lead name',
        'Email',
        'Phone',
        'Job title',
        'Company',
        'Lead owner',
        'Lead source',
        'Lead status',
        'Converted',
      ],
      (state, id) => {
        const { name, email, phone, title } = subjects.get(id) ?? NOBODY
        return [
          state.externalId ?? id,
          name,
          email,
          phone,
          title,
          state.company,
          nameOf('person', state.ownerId ?? null),
          state.source,
          state.status,
          state.converted,
        ]
      },
    ),
    table(
      exporting,
      'products',
      'product',
      ['Product ID', 'Product name', 'Product code', 'Product family', 'List price', 'Currency', 'Active'],
      (state, id) => [
        state.externalId ?? id,
        state.name,
        state.code,
        state.family,
        majorCell(state.listPrice, state.currency ?? currency),
        state.currency,
        state.active,
      ],
    ),
    table(
      exporting,
      'goals',
      'goal',
      ['Scope', 'Scope ID', 'Metric', 'Period', 'Goal', 'Goal currency', 'Goal source'],
      (state) => [
        state.scopeKind,
        state.scopeKind === 'person' || state.scopeKind === 'team'
          ? nameOf(state.scopeKind, state.scopeId)
          : state.scopeId,
        state.metric,
        state.period,
        state.currency === null ? state.minor : majorCell(state.minor, state.currency),
        state.currency,
        state.source,
      ],
    ),
  ]
}

function table<K extends WorldKind>(
  { db, orgId, view }: Exporting,
  name: string,
  kind: K,
  header: readonly string[],
  rowOf: (state: StateOf<K>, id: string) => Cell[],
): ExportTable {
  return {
    name,
    header,
    rows: async function* () {
      yield (await readKind(db, orgId, kind, view)).map(({ id, state }) => rowOf(state, id))
    },
  }
}

async function customFields({ db, orgId, view }: Exporting, kind: 'account'): Promise<string[]> {
  const fields = (await readKind(db, orgId, kind, view)).flatMap(({ state }) => Object.keys(state.custom ?? {}))
  return [...new Set(fields)].toSorted()
}

async function readSubjects({ db, orgId }: Exporting): Promise<Map<string, Subject>> {
  const rows = await db
    .selectFrom('subject')
    .select(['id', 'name', 'email', 'phone', 'title'])
    .where('org_id', '=', orgId)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function readMembers({ db, orgId, view }: Exporting) {
  const rows = await db
    .selectFrom('membership_span as m')
    .select(['m.person_id', 'm.team_id', 'm.manager_id', 'm.office', 'm.segment', 'm.discipline'])
    .where('m.org_id', '=', orgId)
    .where(inView('m', view))
    .execute()
  return new Map(rows.map((row) => [row.person_id, row]))
}
