import { sql } from 'kysely'
import { knownIn } from '../../db/spans.ts'
import { instantText } from '../../domain/instant.ts'
import type { Cell, ExportTable } from './csv.ts'
import { timeCell } from './deal-tables.ts'
import type { Exporting } from './exporting.ts'
import { PAGE } from './exporting.ts'

/** Activities up to the view, in the order in which they came into being here; read page by page. */
export function activitiesTable({ db, orgId, view, nameOf }: Exporting): ExportTable {
  return {
    name: 'activities',
    header: [
      'Activity ID',
      'Activity type',
      'Owner',
      'Deal ID',
      'Account ID',
      'Contact ID',
      'Lead ID',
      'Activity date',
      'Duration seconds',
      'Direction',
      'Status',
      'Outcome',
    ],
    rows: async function* () {
      let after: string | null = null
      for (;;) {
        let query = db
          .selectFrom('activity')
          .selectAll()
          .where('org_id', '=', orgId)
          .where('at', '<=', sql<number>`${instantText(view.valid)}`)
          .where('known_at', '<=', sql<number>`${instantText(view.known)}`)
          .where('recorded_from', '<=', sql<number>`${instantText(view.recorded)}`)
          .where('recorded_to', '>', sql<number>`${instantText(view.recorded)}`)
        if (after !== null) query = query.where('id', '>', after)
        const page = await query.orderBy('id').limit(PAGE).execute()
        yield page.map((row): Cell[] => [
          row.external_id,
          row.type,
          nameOf('person', row.person_id),
          nameOf('deal', row.deal_id),
          nameOf('account', row.account_id),
          nameOf('contact', row.contact_id),
          nameOf('lead', row.lead_id),
          row.at_date ?? timeCell(row.at),
          row.seconds,
          row.direction,
          statusOf(row),
          row.connected === true ? 'connected' : null,
        ])
        if (page.length < PAGE) return
        after = page.at(-1)!.id
      }
    },
  }
}

function statusOf({ type, held }: { type: string; held: boolean }): string {
  if (held) return 'completed'
  return type === 'task' ? 'open' : 'cancelled'
}

/** Where everyone belonged, by what the view knows, up to its instant. */
export function membershipsTable({ db, orgId, view, nameOf }: Exporting): ExportTable {
  return {
    name: 'memberships',
    header: [
      'Person',
      'From',
      'Until',
      'Team',
      'Office',
      'Discipline',
      'Segment',
      'Level',
      'Manager',
      'Dotted manager',
      'In role since',
    ],
    rows: async function* () {
      const rows = await db
        .selectFrom('membership_span as m')
        .selectAll('m')
        .where('m.org_id', '=', orgId)
        .where('m.valid_from', '<=', sql<number>`${instantText(view.valid)}`)
        .where(knownIn('m', view))
        .orderBy('m.person_id')
        .orderBy('m.valid_from')
        .execute()
      yield rows.map((row) => [
        nameOf('person', row.person_id),
        timeCell(row.valid_from),
        timeCell(row.valid_to),
        nameOf('team', row.team_id),
        row.office,
        row.discipline,
        row.segment,
        row.level,
        nameOf('person', row.manager_id),
        nameOf('person', row.dotted_manager_id),
        timeCell(row.role_since),
      ])
    },
  }
}

/** The ledger up to the view, row by row, as it was written. */
export function changesTable({ db, orgId, view }: Exporting): ExportTable {
  return {
    name: 'changes',
    header: [
      'Change ID',
      'Kind',
      'Entity ID',
      'Patch',
      'Valid at',
      'Known at',
      'Recorded at',
      'Reconstructed',
      'Source',
      'Import ID',
      'Actor ID',
    ],
    rows: async function* () {
      let after: string | null = null
      for (;;) {
        let query = db
          .selectFrom('change')
          .selectAll()
          .where('org_id', '=', orgId)
          .where('valid_at', '<=', sql<number>`${instantText(view.valid)}`)
          .where('known_at', '<=', sql<number>`${instantText(view.known)}`)
          .where('recorded_at', '<=', sql<number>`${instantText(view.recorded)}`)
        if (after !== null) query = query.where('id', '>', after)
        const page = await query.orderBy('id').limit(PAGE).execute()
        yield page.map((row): Cell[] => [
          row.id,
          row.kind,
          row.entity_id,
          JSON.stringify(row.patch),
          row.valid_date ?? timeCell(row.valid_at),
          timeCell(row.known_at),
          timeCell(row.recorded_at),
          row.reconstructed,
          row.source,
          row.import_id,
          row.actor_id,
        ])
        if (page.length < PAGE) return
        after = page.at(-1)!.id
      }
    },
  }
}
