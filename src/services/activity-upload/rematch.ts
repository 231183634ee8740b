import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { at } from '../../db/at.ts'
import type { Db } from '../../db/client.ts'
import { readSurvivors } from '../../db/merges.ts'
import type { Instant, LocalDate } from '../../domain/instant.ts'
import { instantText } from '../../domain/instant.ts'
import { RAW_RETENTION_DAYS } from '../../domain/settings.ts'
import type { Ctx } from '../context.ts'
import { discardImport } from '../imports/staging.ts'
import { importTransaction } from '../imports/transaction.ts'
import { lockForImport } from '../ledger/lock.ts'
import { notifyTopics } from '../live/notify-topics.ts'
import { readSettings } from '../org/settings.ts'
import type { Decided } from './decisions.ts'
import { readAccountDomains } from './domains.ts'
import { writeActivities } from './write-activities.ts'

const DAY = 86_400_000
const UNCONFIRMED_DAYS = 7
const BATCH = 2_000

interface Aside {
  readonly importId: string
  readonly externalId: string
  readonly personId: string
  readonly domains: readonly string[]
  readonly type: 'email' | 'meeting'
  readonly at: Instant
  readonly date: LocalDate | null
  readonly seconds: number | null
  readonly direction: 'inbound' | 'outbound' | null
  readonly held: boolean
  readonly topic: 'presentation' | 'proposal' | null
  readonly thread: string | null
  readonly knownAt: Instant
}

/**
 * Counts what was set aside and whose domain is known by now, as part of the upload it came with; what turns out to be
 * no business is forgotten. Answers how many entries count now.
 */
export async function rematch(ctx: Ctx): Promise<number> {
  return importTransaction(ctx, async (tx) => {
    await lockForImport(tx, ctx.orgId)
    const accountOf = await readAccountDomains(tx, ctx.orgId, await readSurvivors(tx, ctx.orgId))
    let matched = 0
    for (const aside of await readAside(tx, ctx.orgId)) {
      const found = aside.map((one) => ({
        one,
        accounts: one.domains.map((domain) => ({ domain, account: accountOf(domain) })),
      }))
      const matches = found.flatMap(({ one, accounts }) => {
        const first = accounts.find(({ account }) => account !== null && account !== 'several' && account !== 'ignored')
        return first === undefined ? [] : [{ one, domain: first.domain, accountId: first.account! }]
      })
      for (const [key, group] of Map.groupBy(matches, ({ one }) => `${one.importId} ${one.personId}`)) {
        const [importId, personId] = key.split(' ')
        const upload = {
          db: tx,
          orgId: ctx.orgId,
          importId: importId!,
          personId: personId!,
          recordedAt: ctx.recordedAt,
          takenAt: Infinity,
          written: { new: 0, changed: 0, unchanged: 0, gone: 0 },
          weaker: true as const,
        }
        await writeActivities(
          upload,
          group.map((match) => decidedOf(match)),
        )
      }
      const done = [
        ...matches.map(({ one }) => one),
        ...found.filter(({ accounts }) => accounts.every(({ account }) => account === 'ignored')).map(({ one }) => one),
      ]
      await forget(tx, ctx.orgId, done)
      matched += matches.length
    }
    if (matched > 0) await notifyTopics(tx, ctx.orgId, ['figures'], ctx.recordedAt)
    return matched
  })
}

function decidedOf({ one, domain, accountId }: { one: Aside; domain: string; accountId: string }): Decided {
  return {
    file: '',
    row: 0,
    externalId: one.externalId,
    thread: one.thread,
    entry: {
      kind: one.type === 'email' ? 'mail' : 'meeting',
      key: '',
      thread: null,
      at: one.at,
      date: one.date,
      seconds: one.seconds,
      from: null,
      people: [],
      createdAt: one.knownAt,
      cancelled: false,
      mark: null,
      topic: one.topic,
      revision: 0,
    },
    decision: {
      fate: 'store',
      type: one.type,
      match: { reason: 'account', domain, accountId, dealId: null, contactId: null, leadId: null },
      personId: one.personId,
      direction: one.direction,
      held: one.held,
      topic: one.topic,
      ours: [one.personId],
      theirs: [],
    },
  }
}

async function readAside(tx: Db, orgId: string): Promise<Aside[][]> {
  const { rows } = await sql<Aside>`
    select s.import_id as "importId", s.external_id as "externalId", s.person_id as "personId", s.domains, s.type, s.at,
      s.at_date as date, s.seconds, s.direction, s.held, s.topic, s.thread, s.known_at as "knownAt"
    from capture_aside s
    join import i on i.org_id = s.org_id and i.id = s.import_id and i.state = 'done'
    where s.org_id = ${orgId}
    order by s.import_id, s.external_id
  `.execute(tx)
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, n) => rows.slice(n * BATCH, (n + 1) * BATCH))
}

async function forget(tx: Db, orgId: string, done: readonly Aside[]): Promise<void> {
  if (done.length === 0) return
  const keys = done.map(({ importId, externalId }) => ({ import_id: importId, external_id: externalId }))
  await sql`
    delete from capture_aside s using json_to_recordset(${JSON.stringify(keys)}::json) as d (import_id uuid, external_id text)
    where s.org_id = ${orgId} and s.import_id = d.import_id and s.external_id = d.external_id
  `.execute(tx)
}

/** What is set aside with companies that no account has, of one person. */
export async function readAsideDomains(
  db: Db,
  orgId: string,
  personId: string,
): Promise<{ readonly domain: string; readonly entries: number; readonly lastAt: Instant }[]> {
  const { rows } = await sql<{ domain: string; entries: number; lastAt: Instant }>`
    select d.domain, count(distinct s.external_id)::int as entries, max(s.at) as "lastAt"
    from capture_aside s
    join import i on i.org_id = s.org_id and i.id = s.import_id and i.state = 'done'
    cross join unnest(s.domains) as d (domain)
    where s.org_id = ${orgId} and s.person_id = ${personId}
    group by d.domain
    order by entries desc, d.domain
    limit 500
  `.execute(db)
  return rows
}

/** Forgets what was set aside longer ago than raw metadata is kept, and uploads that nobody confirmed within a week. */
export async function tidyUploads(db: Db, now: Instant): Promise<void> {
  const orgs = await db.selectFrom('org').select('org_id').execute()
  for (const { org_id: orgId } of orgs) {
    const settings = await readSettings(db, orgId)
    const days = Number(settings['rawRetentionDays'] ?? RAW_RETENTION_DAYS)
    await sql`
      delete from capture_aside s using import i
      where s.org_id = ${orgId} and i.org_id = s.org_id and i.id = s.import_id
        and i.finished_at < ${instantText(now - days * DAY)}
    `.execute(db)
    const forgotten = await db
      .selectFrom('import')
      .select(['id', 'folder'])
      .where('org_id', '=', orgId)
      .where('person_id', 'is not', null)
      .where('finished_at', 'is', null)
      .where('state', '<>', 'applying')
      .where('started_at', '<', at(now - UNCONFIRMED_DAYS * DAY))
      .execute()
    for (const { id, folder } of forgotten) {
      await discardImport(db, orgId, id)
      if (folder !== null) await rm(folder, { recursive: true, force: true })
    }
  }
}
