import type { Db } from '#db/client.ts'
import { appendChanges, type NewChange } from '#db/ledger.ts'
import { instantText } from '#domain/instant.ts'
import type { LedgerKind } from '#domain/world/kinds.ts'
import { newId } from '#platform/ids.ts'
import { ensureOrg } from '#services/org/ensure-org.ts'
import { refold } from '#services/ledger/refold.ts'

/** A change as a test writes it; instants are ISO texts, `known` is `valid` unless it says otherwise. */
export interface Fact {
  readonly kind: LedgerKind
  readonly id: string
  readonly valid: string
  readonly known?: string
  readonly date?: string
  readonly patch: Readonly<Record<string, unknown>>
}

export interface Sales {
  readonly db: Db
  readonly orgId: string
  /** writes facts as a source would have brought them at `recordedAt` */
  tell(facts: readonly Fact[], recordedAt?: string): Promise<void>
  team(name: string, more?: Readonly<Record<string, unknown>>): Promise<string>
  /** a person with a membership from always */
  person(name: string, teamId: string | null, more?: Readonly<Record<string, unknown>>): Promise<string>
  /** the id of an open and of a won stage, and of a lost one */
  readonly stages: { readonly open: string; readonly won: string; readonly lost: string }
}

const ALWAYS = '-infinity'
const RECORDED = '2026-01-01T00:00:00Z'

/** An organisation in Berlin and euros with one pipeline, to be filled by a test. */
export async function makeSales(
  db: Db,
  options: { readonly zone?: string; readonly preset?: string } = {},
): Promise<Sales> {
  const slug = newId()
  const orgId = await ensureOrg(
    db,
    { slug, name: `Org ${slug}`, zone: options.zone ?? 'Europe/Berlin', currency: 'EUR' },
    Date.parse(RECORDED),
  )
  await db
    .updateTable('org')
    .set({ first_import_at: instantText(Date.parse(RECORDED)) })
    .where('org_id', '=', orgId)
    .execute()
  const stages = { open: newId(), won: newId(), lost: newId() }
  const pipelineId = newId()

  const tell = async (facts: readonly Fact[], recordedAt = RECORDED) => {
    const changes = facts.map((fact): NewChange => ({
      id: newId(),
      kind: fact.kind,
      entityId: fact.id,
      patch: fact.patch,
      validAt: instant(fact.valid),
      knownAt: instant(fact.known ?? fact.valid),
      validDate: fact.date ?? null,
      source: 'test',
    }))
    await appendChanges(db, orgId, Date.parse(recordedAt), changes)
    for (const [kind, group] of Map.groupBy(facts, (fact) => fact.kind)) {
      await refold(
        db,
        orgId,
        kind,
        group.map((fact) => fact.id),
      )
    }
  }

  const stage = (id: string, kind: keyof typeof stages, order: number): Fact => ({
    kind: 'stage',
    id,
    valid: ALWAYS,
    patch: {
      pipelineId,
      name: kind,
      order,
      kind,
      probability: kind === 'open' ? 0.5 : kind === 'won' ? 1 : 0,
      accepted: order === 1,
    },
  })
  await tell([
    {
      kind: 'pipeline',
      id: pipelineId,
      valid: ALWAYS,
      patch: { name: 'Sales', order: 1, countsAsBookings: true, amountMeans: 'one-off', lostAmountsZeroed: false },
    },
    stage(stages.open, 'open', 1),
    stage(stages.won, 'won', 2),
    stage(stages.lost, 'lost', 3),
  ])
  if (options.preset !== undefined) {
    await tell([{ kind: 'setting', id: orgId, valid: ALWAYS, patch: { preset: options.preset } }])
  }

  return {
    db,
    orgId,
    stages,
    tell,
    async team(name, more = {}) {
      const id = newId()
      await tell([{ kind: 'team', id, valid: ALWAYS, patch: { name, parentId: null, managerId: null, ...more } }])
      return id
    },
    async person(name, teamId, more = {}) {
      const id = newId()
      await db
        .insertInto('subject')
        .values({ org_id: orgId, id, kind: 'person', name, email: null, phone: null, title: null })
        .execute()
      await tell([
        { kind: 'person', id, valid: ALWAYS, patch: { notPerson: false, active: true, externalId: name } },
        { kind: 'membership', id, valid: ALWAYS, patch: { employed: true, teamId, ...more } },
      ])
      return id
    },
  }
}

export interface DealStory {
  readonly owner: string
  readonly created: string
  readonly amount: number | null
  /** instant of the move to won */
  readonly won?: string
  readonly lost?: string
  readonly close?: string
  readonly currency?: string
  readonly name?: string
}

/** A deal from creation to outcome; its id. */
export async function tellDeal(sales: Sales, story: DealStory): Promise<string> {
  const id = newId()
  const close = story.close ?? null
  const born: Fact = {
    kind: 'deal',
    id,
    valid: story.created,
    patch: {
      created: true,
      externalId: id,
      name: story.name ?? 'Deal',
      ownerId: story.owner,
      stageId: sales.stages.open,
      amount: story.amount,
      currency: story.currency ?? 'EUR',
      closeDate: close,
    },
  }
  const end = story.won ?? story.lost
  const outcome: Fact[] =
    end === undefined
      ? []
      : [
          {
            kind: 'deal',
            id,
            valid: end,
            patch: { stageId: story.won === undefined ? sales.stages.lost : sales.stages.won },
          },
        ]
  await sales.tell([born, ...outcome])
  return id
}

function instant(text: string): number {
  return text === ALWAYS ? -Infinity : Date.parse(text)
}
