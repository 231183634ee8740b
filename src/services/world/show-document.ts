import { isZone } from '../../domain/calendar/zone.ts'
import { toMajor } from '../../domain/money/amount.ts'
import { SWITCHES } from '../../domain/presets.ts'
import { LATEST } from '../../domain/span/box.ts'
import { WEEKDAYS } from '../../domain/world/document.ts'
import type { DocumentList } from '../../domain/world/document.ts'
import { requirePermission } from '../access/can.ts'
import type { Ctx } from '../context.ts'
import { resolveView } from '../org/view.ts'
import type { Directory } from './directory.ts'
import { openDirectory } from './directory.ts'
import type { Entry, State } from './entry.ts'
import { datedEntries } from './entry.ts'
import { showMemberships } from './show-memberships.ts'
import type { Version, VersionView } from './versions.ts'
import { readVersions } from './versions.ts'

/** As JSON: what `readDocument` accepts. */
export type ShownDocument = Readonly<Record<DocumentList, readonly object[]>>

/**
 * The organisation as a document. With an as-of instant (asked for, or pinned) what held then; otherwise its whole
 * dated history. Applied again, it changes nothing.
 */
export async function showDocument(
  ctx: Ctx,
  input: { readonly asOf?: string | undefined; readonly knownAt?: string | undefined },
): Promise<ShownDocument> {
  requirePermission(ctx, 'settings.manage')
  const { db, orgId } = ctx
  const asked = await resolveView(db, orgId, ctx.recordedAt, input)
  const view: VersionView = {
    asOf: input.asOf !== undefined || asked.pinned ? asked.asOf : null,
    known: asked.view.known,
    recorded: asked.view.recorded,
  }
  const directory = await openDirectory(db, orgId)
  const zone = asked.settings.zone
  const read = (kind: Parameters<typeof readVersions>[2]) => readVersions(db, orgId, kind, view)
  const org = await db.selectFrom('org').select('slug').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const subjects = await readSubjects(ctx)
  const settings = await read('setting')
  const stages = Map.groupBy(await read('stage'), (version) => String(version.state['pipelineId']))
  const dated = (versions: readonly Version[], entry: (state: State, entityId: string) => Entry) =>
    datedEntries(versions, () => zone, entry)

  return {
    org: dated(settings, ({ name, zone: orgZone, currency, weekStart, fiscalStartMonth }) => ({
      slug: org.slug,
      name,
      zone: orgZone,
      currency,
      weekStart,
      fiscalStartMonth,
    })),
    calendars: dated(await read('calendar'), ({ name, weekend, holidays, offices, default: isDefault }) => ({
      name,
      weekend: (weekend as number[]).map((day) => WEEKDAYS[day - 1]),
      holidays,
      offices,
      default: isDefault,
    })),
    leave: (await read('leave')).map(({ state }) => ({
      person: directory.nameOf('person', String(state['personId'])),
      from: state['from'],
      to: state['to'],
    })),
    teams: dated(await read('team'), (state) => ({
      name: state['name'],
      externalId: state['externalId'],
      parent: ref(directory, 'team', state['parentId']),
      manager: ref(directory, 'person', state['managerId']),
      office: state['office'],
      zone: state['zone'],
      weekStart: state['weekStart'],
      calendar: ref(directory, 'calendar', state['calendarId']),
      deleted: state['deleted'],
    })),
    people: dated(await read('person'), ({ notPerson, active, externalId }, entityId) => ({
      ...subjects.get(entityId),
      externalId,
      notPerson,
      active,
    })),
    memberships: showMemberships(await read('membership'), directory, await teamZones(ctx, zone)),
    goals: dated(await read('goal'), (state) => ({
      scope: scopeOf(directory, state),
      metric: state['metric'],
      period: state['period'],
      amount: amountOf(state),
      currency: state['currency'] ?? undefined,
      source: state['source'],
      deleted: state['deleted'],
    })),
    roles: dated(await read('role'), ({ discipline, segment, metrics, deleted }) => ({
      discipline,
      segment,
      metrics,
      deleted,
    })),
    ramps: dated(await read('ramp'), ({ discipline, segment, metric, points, fittedFrom, deleted }) => ({
      discipline,
      segment,
      metric,
      points,
      fittedFrom,
      deleted,
    })),
    submissions: dated(await read('submission'), (state) => ({
      externalId: state['externalId'],
      person: ref(directory, 'person', state['personId']),
      period: state['period'],
      commit: amountOf({ ...state, minor: state['commit'] }),
      bestCase: amountOf({ ...state, minor: state['bestCase'] }),
      currency: state['currency'],
    })),
    pipelines: pipelineEntries(await read('pipeline'), stages, zone),
    rates: (await read('rate')).map(({ state: { currency, kind, date, rate } }) => ({ currency, kind, date, rate })),
    settings: dated(settings, (state) => ({
      preset: state['preset'],
      switches: switchesOf(state),
    })),
  }
}

function ref(directory: Directory, kind: Parameters<Directory['nameOf']>[0], id: unknown): string | null | undefined {
  return typeof id === 'string' ? directory.nameOf(kind, id) : (id as null | undefined)
}

function amountOf({ minor, currency }: State): string | number | undefined {
  if (typeof minor !== 'number') return undefined
  return typeof currency === 'string' ? toMajor(minor, currency) : minor
}

function scopeOf(directory: Directory, state: State): unknown {
  const { scopeKind, scopeId } = state
  if (scopeKind === 'company') return 'company'
  if (scopeKind === 'office') return { office: scopeId }
  if (scopeKind === 'role') return { role: scopeId }
  return scopeKind === 'team'
    ? { team: ref(directory, 'team', scopeId) }
    : { person: ref(directory, 'person', scopeId) }
}

function pipelineEntries(
  pipelines: readonly Version[],
  stages: ReadonlyMap<string, readonly Version[]>,
  zone: string,
): Entry[] {
  const placed = new Set<string>()
  return pipelines.map((version) => {
    const own = placed.has(version.entityId) ? [] : (stages.get(version.entityId) ?? [])
    placed.add(version.entityId)
    const [entry] = datedEntries(
      [version],
      () => zone,
      ({ name, externalId, order, countsAsBookings, amountMeans, lostAmountsZeroed, deleted }) => ({
        name,
        externalId,
        order,
        countsAsBookings,
        amountMeans,
        lostAmountsZeroed,
        deleted,
      }),
    )
    const stageEntries = datedEntries(
      own,
      () => zone,
      ({ name, externalId, order, kind, probability, accepted, deleted }) => ({
        name,
        externalId,
        order,
        kind,
        probability,
        accepted,
        deleted,
      }),
    )
    return { ...entry, ...(stageEntries.length > 0 && { stages: stageEntries }) }
  })
}

function switchesOf(state: State): Entry | undefined {
  const switches = Object.entries(state).filter(([key]) => Object.hasOwn(SWITCHES, key))
  return switches.length === 0 ? undefined : Object.fromEntries(switches)
}

async function readSubjects({ db, orgId }: Ctx): Promise<Map<string, { name: string | null; email: string | null }>> {
  const rows = await db
    .selectFrom('subject')
    .select(['id', 'name', 'email'])
    .where('org_id', '=', orgId)
    .where('kind', '=', 'person')
    .execute()
  return new Map(rows.map(({ id, name, email }) => [id, { name, email }]))
}

/** The zone in force now, in which `apply` reads the dates of a team's memberships. */
async function teamZones({ db, orgId }: Ctx, orgZone: string): Promise<(teamId: unknown) => string> {
  const versions = await readVersions(db, orgId, 'team', { asOf: null, known: LATEST, recorded: LATEST })
  const zones = new Map(versions.map(({ entityId, state }) => [entityId, state['zone']]))
  return (teamId) => {
    const zone = zones.get(String(teamId))
    return typeof zone === 'string' && isZone(zone) ? zone : orgZone
  }
}
