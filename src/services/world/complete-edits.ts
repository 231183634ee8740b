import type { Db } from '../../db/client.ts'
import { at } from '../../db/at.ts'
import { readBoxes, readKind } from '../../db/spans.ts'
import { LeadoutError } from '../../domain/errors.ts'
import { LATEST } from '../../domain/span/box.ts'
import type { EditedKind, Since, WorldEdit } from '../../domain/world/edit.ts'
import type { Dating } from '../../domain/world/statements.ts'
import { newId } from '../../platform/ids.ts'
import { startOfDate, type OrgView } from '../org/view.ts'
import type { Collected, SubjectValues } from './collect.ts'
import { rateKey } from './collect-plan.ts'
import { roleEntityKey } from './collect-roles.ts'

const NOW = { valid: LATEST, known: LATEST, recorded: LATEST }

/** What a new thing is where its first edit says nothing. */
const BLANK = {
  team: {
    parentId: null,
    managerId: null,
    office: null,
    zone: null,
    calendarId: null,
    weekStart: null,
    externalId: null,
  },
  person: { notPerson: false, active: true, externalId: null },
  calendar: { weekend: [6, 7], holidays: [], default: false },
  leave: { reason: null },
  pipeline: { countsAsBookings: true, amountMeans: 'one-off', lostAmountsZeroed: false, externalId: null },
  stage: { accepted: false, externalId: null },
} as const

const REQUIRED = {
  team: ['name'],
  person: ['name'],
  calendar: ['name'],
  leave: ['personId', 'from', 'to'],
  pipeline: ['name'],
  stage: ['pipelineId', 'name', 'kind'],
} as const

type Created = keyof typeof BLANK
type State = Readonly<Record<string, unknown>>

interface Known {
  has(kind: Created | 'membership', id: string): boolean
  all(kind: Created): readonly { readonly id: string; readonly state: State }[]
  /** the zone in whose midnights memberships of a team begin */
  zoneOf(teamId: string | null): string
  readonly rates: ReadonlyMap<string, string>
  readonly ofRoles: ReadonlyMap<string, string>
  readonly teamOf: ReadonlyMap<string, string | null>
}

/** Gives new things an id and their other fields, and lets what is one of its kind (accepted, default) move. */
export async function completeEdits(
  tx: Db,
  view: OrgView,
  edits: readonly WorldEdit[],
): Promise<{ readonly statements: Collected[]; readonly subjects: SubjectValues[] }> {
  const known = await readWorld(tx, view, new Set(edits.map((edit) => edit.kind)))
  const statements: Collected[] = []
  const subjects: SubjectValues[] = []
  for (const [index, edit] of edits.entries()) {
    const path = `edits[${index}]`
    const say = (kind: Collected['kind'], entityId: string, patch: State, dating: Dating) =>
      void statements.push({ kind, entityId, path, patch, dating })
    const dating = (isNew: boolean, zone = view.settings.zone) => datingOf(edit.since, zone, isNew)
    requireReferences(known, edit.patch)
    switch (edit.kind) {
      case 'setting':
        say('setting', view.orgId, edit.patch, dating(false))
        break
      case 'rate': {
        const { currency, kind, date } = edit.patch
        if (currency === view.settings.currency)
          throw new LeadoutError('invalid', `${currency} is the organisation's own currency and needs no rate.`)
        const held = known.rates.get(rateKey(currency, kind, date))
        say('rate', held ?? newId(), edit.patch, held === undefined ? { kind: 'always' } : { kind: 'correction' })
        break
      }
      case 'role':
      case 'ramp': {
        const held = known.ofRoles.get(roleEntityKey(edit.kind, edit.patch))
        const isNew = held === undefined
        const gone = edit.patch.deleted === true
        const needed = edit.kind === 'role' ? edit.patch.metrics : edit.patch.points
        if (isNew && gone) break
        if (isNew && needed === undefined) throw new LeadoutError('invalid', `A new ${edit.kind} needs what it says.`)
        const blank = edit.kind === 'ramp' && isNew ? { fittedFrom: null } : {}
        say(edit.kind, held ?? newId(), gone ? { deleted: true } : { ...blank, ...edit.patch }, dating(isNew))
        break
      }
      case 'membership': {
        const teamId = edit.patch.teamId === undefined ? (known.teamOf.get(edit.id) ?? null) : edit.patch.teamId
        if (!known.has('person', edit.id)) throw new LeadoutError('not-found', 'There is no such person.')
        const isNew = !known.has('membership', edit.id)
        const patch = isNew || edit.patch.teamId ? { employed: true, ...edit.patch } : edit.patch
        say('membership', edit.id, patch, dating(isNew, known.zoneOf(teamId)))
        break
      }
      default: {
        const isNew = edit.id === undefined
        if (edit.id !== undefined && !known.has(edit.kind, edit.id))
          throw new LeadoutError('not-found', `There is no such ${edit.kind}.`)
        const id = edit.id ?? newId()
        if (edit.kind === 'person') {
          const { name, email } = edit.patch
          if (name !== undefined || email !== undefined) subjects.push({ id, name, email })
        }
        const patch = isNew ? { ...BLANK[edit.kind], ...orderOf(known, edit), ...edit.patch } : edit.patch
        if (isNew) requireFields(edit.kind, patch)
        // what is personal stands in the subject alone
        say(edit.kind, id, edit.kind === 'person' ? omit(patch, ['name', 'email']) : patch, dating(isNew))
        if (edit.kind === 'person' && edit.membership !== undefined) {
          if (!isNew) throw new LeadoutError('invalid', 'A first membership is for somebody new.')
          requireReferences(known, edit.membership)
          const zone = known.zoneOf(edit.membership.teamId ?? null)
          say('membership', id, { employed: true, ...edit.membership }, dating(true, zone))
        }
        for (const former of giveWay(known, edit, id)) say(edit.kind, former.id, former.patch, dating(false))
      }
    }
  }
  return { statements: statements.filter(({ patch }) => Object.keys(patch).length > 0), subjects }
}

function omit(patch: State, fields: readonly string[]): State {
  return Object.fromEntries(Object.entries(patch).filter(([field]) => !fields.includes(field)))
}

function datingOf(since: Since, zone: string, isNew: boolean): Dating {
  if (since !== 'correction') return { kind: 'from', at: startOfDate(since, zone), date: since }
  return { kind: isNew ? 'always' : 'correction' }
}

/** A new stage or pipeline comes last; won and lost are certain. */
function orderOf(known: Known, edit: WorldEdit): State {
  if (edit.kind !== 'stage' && edit.kind !== 'pipeline') return {}
  const among = known
    .all(edit.kind)
    .filter(({ state }) => edit.kind === 'pipeline' || state['pipelineId'] === edit.patch.pipelineId)
  const order = Math.max(0, ...among.map(({ state }) => Number(state['order']))) + 1
  if (edit.kind === 'pipeline') return { order }
  return { order, probability: { open: null, won: 1, lost: 0 }[edit.patch.kind ?? 'open'] }
}

/** There is one default calendar, and one accepted stage per pipeline: the one before gives way at the same time. */
function giveWay(known: Known, edit: WorldEdit, id: string): { readonly id: string; readonly patch: State }[] {
  if (edit.kind === 'calendar' && edit.patch.default === true)
    return known
      .all('calendar')
      .filter((one) => one.id !== id && one.state['default'] === true)
      .map((one) => ({ id: one.id, patch: { default: false } }))
  if (edit.kind !== 'stage' || edit.patch.accepted !== true) return []
  const pipelineId =
    edit.patch.pipelineId ?? known.all('stage').find((one) => one.id === id)?.state['pipelineId'] ?? null
  return known
    .all('stage')
    .filter((one) => one.id !== id && one.state['pipelineId'] === pipelineId && one.state['accepted'] === true)
    .map((one) => ({ id: one.id, patch: { accepted: false } }))
}

const REFERENCES = {
  parentId: 'team',
  teamId: 'team',
  managerId: 'person',
  dottedManagerId: 'person',
  personId: 'person',
  calendarId: 'calendar',
  pipelineId: 'pipeline',
} as const satisfies Record<string, Created>

function requireReferences(known: Known, patch: State): void {
  for (const [field, kind] of Object.entries(REFERENCES)) {
    const id = patch[field]
    if (typeof id === 'string' && !known.has(kind, id))
      throw new LeadoutError('not-found', `There is no such ${kind}.`, { field })
  }
}

function requireFields(kind: Created, patch: State): void {
  const missing = REQUIRED[kind].filter((field) => patch[field] === undefined)
  if (missing.length > 0)
    throw new LeadoutError('invalid', `A new ${kind} needs its ${missing.join(' and ')}.`, { missing })
  if (kind === 'leave' && String(patch['from']) > String(patch['to']))
    throw new LeadoutError('invalid', 'Leave ends on or after its first day.')
}

const ENTITIES = ['team', 'person', 'calendar', 'leave', 'pipeline', 'stage'] as const

async function readWorld(tx: Db, { orgId, settings }: OrgView, kinds: ReadonlySet<EditedKind>): Promise<Known> {
  const entities = new Map<Created, { id: string; state: State }[]>()
  const ids = new Map<Created, Set<string>>()
  for (const kind of ENTITIES) {
    const boxes = (await readBoxes(tx, orgId, kind)).filter(
      (box) => box.knownTo === Infinity && box.recordedTo === Infinity,
    )
    // what ends in days to come is still there to be edited
    ids.set(kind, new Set(boxes.map(({ id }) => id)))
    entities.set(
      kind,
      boxes.filter((box) => box.validTo === Infinity),
    )
  }
  const members = await tx
    .selectFrom('change')
    .select('entity_id')
    .distinct()
    .where('org_id', '=', orgId)
    .where('kind', '=', 'membership')
    .execute()
  const memberIds = new Set(members.map((row) => row.entity_id))
  const teams = await tx
    .selectFrom('membership_span')
    .select(['person_id', 'team_id'])
    .where('org_id', '=', orgId)
    .where('known_to', '=', at(Infinity))
    .where('recorded_to', '=', at(Infinity))
    .orderBy('valid_from')
    .execute()
  const rates = kinds.has('rate') ? await readKind(tx, orgId, 'rate', NOW) : []
  const roles = kinds.has('role') ? await readKind(tx, orgId, 'role', NOW) : []
  const ramps = kinds.has('ramp') ? await readKind(tx, orgId, 'ramp', NOW) : []
  const zones = new Map(entities.get('team')!.map(({ id, state }) => [id, state['zone']]))
  return {
    has: (kind, id) => (kind === 'membership' ? memberIds.has(id) : ids.get(kind)!.has(id)),
    all: (kind) => entities.get(kind)!,
    zoneOf: (teamId) => {
      const zone = teamId === null ? null : zones.get(teamId)
      return typeof zone === 'string' ? zone : settings.zone
    },
    rates: new Map(rates.map(({ id, state }) => [rateKey(state.currency, state.kind, state.date), id])),
    ofRoles: new Map([
      ...roles.map(({ id, state }) => [roleEntityKey('role', state), id] as const),
      ...ramps.map(({ id, state }) => [roleEntityKey('ramp', state), id] as const),
    ]),
    teamOf: new Map(teams.map((row) => [row.person_id, row.team_id])),
  }
}
