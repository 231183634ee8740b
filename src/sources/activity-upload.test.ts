import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { previewUpload, readDecided } from '#services/activity-upload/prepare-upload.ts'
import { applyUpload } from '#services/activity-upload/apply-upload.ts'
import { learnDomain } from '#services/activity-upload/learn-domain.ts'
import { readAsideDomains, tidyUploads } from '#services/activity-upload/rematch.ts'
import { redoUpload, removeUpload, undoUpload } from '#services/activity-upload/undo-upload.ts'
import { listUploads, openUpload, readUpload } from '#services/activity-upload/uploads.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import { readProblemGroups } from '#services/imports/problem-groups.ts'
import { testDatabase } from '../../test/support/database.ts'
import { importing } from '../../test/support/imports.ts'
import { stageUpload } from './activity-upload.ts'

const { db } = await testDatabase()
const { bring, file, newOrg } = await importing(db)

const USERS = `User ID,Full Name,Email
u1,Ana Berg,ana@us.example
u2,Max Kern,max@us.example
`
const ACCOUNTS = `Account ID,Account Name,Website
a1,Acme,https://www.acme.example/de
a2,Bright,
`
const CONTACTS = `Contact ID,Full Name,Email,Account ID
c1,Bo Hansen,bo@acme.example,a1
c2,Cy Young,cy@bright.example,a2
c3,Kim Solo,kim@gmail.com,a2
`
const DEALS = `Deal ID,Deal Name,Owner ID,Account ID,Stage,Amount,Close Date,Created Date
d1,Alpha,u1,a1,Negotiation,100.00,2026-12-31,2026-01-05
`
const TASKS = `Activity ID,Activity Type,Subject,Owner ID,Deal ID,Contact ID,Date
t1,Call,Hello,u1,d1,c1,2026-02-10
`

async function world() {
  const orgId = await newOrg()
  await bring(orgId, [
    await file(`users-${orgId}.csv`, USERS),
    await file(`accounts-${orgId}.csv`, ACCOUNTS),
    await file(`contacts-${orgId}.csv`, CONTACTS),
    await file(`deals-${orgId}.csv`, DEALS),
    await file(`tasks-${orgId}.csv`, TASKS),
  ])
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from subject where org_id = ${orgId} and kind = 'person'
  `.execute(db)
  const person = (email: string) => rows.find((row) => row.email === email)!.id
  return { orgId, ana: person('ana@us.example'), max: person('max@us.example') }
}

let files = 0
/** the real clock never stands still between two steps of a person, as it may between two lines of a test */
let clock = realNow()
const ctxOf = (orgId: string): Ctx => ({ db, orgId, actor: { type: 'cli' }, recordedAt: (clock += 1_000) })

async function stage(orgId: string, personId: string, name: string, content: string, complete = false) {
  files += 1
  const id = await openUpload(ctxOf(orgId), { personId, label: name, complete })
  await stageUpload(ctxOf(orgId), { id, personId }, [await file(`${files}-${name}`, content)])
  await previewUpload(ctxOf(orgId), id)
  return id
}

async function upload(orgId: string, personId: string, name: string, content: string, complete = false) {
  const id = await stage(orgId, personId, name, content, complete)
  return { id, ...(await applyUpload(ctxOf(orgId), id)) }
}

interface Stored {
  readonly type: string
  readonly at: number
  readonly person: string
  readonly deal: string | null
  readonly account: string | null
  readonly contact: string | null
  readonly direction: string | null
  readonly held: boolean
  readonly seconds: number | null
}

async function stored(orgId: string): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select a.type, a.at, p.email as person, d.name as deal, c.state->>'name' as account, k.email as contact, a.direction,
      a.held, a.seconds
    from activity a
    join subject p on p.org_id = a.org_id and p.id = a.person_id
    left join deal_span d on d.org_id = a.org_id and d.deal_id = a.deal_id and d.valid_to = 'infinity'
      and d.known_to = 'infinity' and d.recorded_to = 'infinity'
    left join span c on c.org_id = a.org_id and c.kind = 'account' and c.entity_id = a.account_id
      and c.valid_to = 'infinity' and c.known_to = 'infinity' and c.recorded_to = 'infinity'
    left join subject k on k.org_id = a.org_id and k.id = a.contact_id
    where a.org_id = ${orgId} and a.source in ('calendar', 'mailbox') and a.recorded_to = 'infinity'
    order by a.at, a.type
  `.execute(db)
  return rows
}

const mail = (id: string, from: string, to: string, more: readonly string[] = []) =>
  [
    'From x Mon Mar  2 10:00:00 2026',
    `From: Somebody <${from}>`,
    `To: ${to}`,
    `Date: Mon, 2 Mar 2026 1${id.length % 10}:00:00 +0100`,
    `Message-ID: <${id}@mail.example>`,
    'Subject: a secret subject',
    ...more,
    '',
    'A secret text',
    '',
  ].join('\n')

const calendar = (...events: string[]) => ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n')
const event = (uid: string, day: string, people: readonly string[], more: readonly string[] = []) =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART;TZID=Europe/Berlin:202603${day}T100000`,
    `DTEND;TZID=Europe/Berlin:202603${day}T110000`,
    'SUMMARY:a secret title',
    'DESCRIPTION:a secret text',
    'ORGANIZER:mailto:ana@us.example',
    ...people.map((address) => `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${address}`),
    ...more,
    'END:VEVENT',
  ].join('\r\n')

const MAILBOX = [
  mail('a', 'ana@us.example', 'bo@acme.example'),
  mail('bb', 'bo@acme.example', 'ana@us.example', ['In-Reply-To: <a@mail.example>']),
  mail('ccc', 'ana@us.example', 'kim@gmail.com'),
  mail('dddd', 'ana@us.example', 'else@acme.example'),
  mail('eeeee', 'ana@us.example', 'max@us.example'),
  mail('ffffff', 'ana@us.example', 'friend@gmail.com'),
  mail('ggggggg', 'ana@us.example', 'new@unknown.example'),
  mail('hhhhhhhh', 'news@acme.example', 'ana@us.example', ['List-Unsubscribe: <mailto:x@acme.example>']),
].join('\n')

describe('a mailbox', () => {
  test('shows what would be stored, with reasons, and stores nothing before it is confirmed', async () => {
    const { orgId, ana } = await world()
    const id = await stage(orgId, ana, 'box.mbox', MAILBOX)
    const { preview, state } = await readUpload(ctxOf(orgId), id)
    expect(state).toBe('ready')
    expect(preview?.counts).toMatchObject({
      sent: 3,
      received: 1,
      matched: { deal: 2, contact: 1, account: 1 },
      aside: 1,
      left: { internal: 1, 'free-mail': 1, newsletter: 1 },
    })
    expect(preview?.domains).toMatchObject([{ domain: 'unknown.example', entries: 1 }])
    expect(await stored(orgId)).toEqual([])
    const shown = await readDecided(ctxOf(orgId), id, { wanted: () => true, offset: 0, limit: 100 })
    expect(shown).toHaveLength(8)
  })

  test('is stored by the strongest match, without a word that was written', async () => {
    const { orgId, ana } = await world()
    await upload(orgId, ana, 'box.mbox', MAILBOX)
    const rows = await stored(orgId)
    expect(rows.map(({ direction, deal, account, contact }) => [direction, deal, account, contact])).toEqual([
      ['outbound', 'Alpha', 'Acme', 'bo@acme.example'],
      ['inbound', 'Alpha', 'Acme', 'bo@acme.example'],
      ['outbound', null, 'Bright', 'kim@gmail.com'],
      ['outbound', null, 'Acme', null],
    ])
    const tables = ['activity', 'capture', 'capture_aside', 'activity_participant', 'import', 'import_chunk'] as const
    for (const table of tables) {
      const { rows: all } = await sql<{ row: unknown }>`
        select to_jsonb(t) as row from ${sql.table(table)} t where org_id = ${orgId}
      `.execute(db)
      expect(JSON.stringify(all), table).not.toMatch(/secret|friend@|new@|else@|mail\.example/)
    }
    const threads = await db.selectFrom('capture').select('thread').where('org_id', '=', orgId).execute()
    expect(new Set(threads.map(({ thread }) => thread)).size).toBe(3)
  })

  test('again changes nothing, whoever has it', async () => {
    const { orgId, ana, max } = await world()
    const first = await upload(orgId, ana, 'box.mbox', MAILBOX)
    expect(first.written).toMatchObject({ new: 4, changed: 0, unchanged: 0 })
    const before = await stored(orgId)
    for (const person of [ana, max]) {
      const again = await upload(
        orgId,
        person,
        'box.mbox',
        MAILBOX + mail('iiiiiiiii', 'ana@us.example', 'max@us.example'),
      )
      expect(again.written).toMatchObject({ new: 0, changed: 0, unchanged: 4 })
    }
    expect(await stored(orgId)).toEqual(before)
  })
})

describe('a calendar', () => {
  const CALENDAR = calendar(
    event('m1', '02', ['ana@us.example', 'max@us.example', 'bo@acme.example']),
    event('m2', '03', ['max@us.example']),
    event('m3', '04', ['bo@acme.example'], ['CLASS:PRIVATE']),
    event('m4', '05', ['cy@bright.example'], ['STATUS:CANCELLED']),
    event('m5', '06', ['someone@unknown.example']),
  )

  test('stores meetings with customers, and of everything else busy time alone', async () => {
    const { orgId, ana } = await world()
    await upload(orgId, ana, 'mine.ics', CALENDAR)
    expect((await stored(orgId)).map(({ type, held, account, seconds }) => [type, held, account, seconds])).toEqual([
      ['meeting', true, 'Acme', 3600],
      ['busy', true, null, 3600],
      ['busy', true, null, 3600],
      ['meeting', false, 'Bright', 3600],
      ['busy', true, null, 3600],
    ])
  })

  test('of a colleague adds their busy time, and no second meeting', async () => {
    const { orgId, ana, max } = await world()
    await upload(orgId, ana, 'mine.ics', CALENDAR)
    const { written } = await upload(orgId, max, 'max.ics', CALENDAR)
    expect(written).toMatchObject({ new: 3, unchanged: 2 })
    const rows = await stored(orgId)
    expect(rows.filter(({ type }) => type === 'meeting')).toHaveLength(2)
    expect(rows.filter(({ type }) => type === 'meeting').every(({ person }) => person === 'ana@us.example')).toBe(true)
    expect(rows.filter(({ person }) => person === 'max@us.example')).toHaveLength(3)
  })

  test('that is all there is says what was deleted', async () => {
    const { orgId, ana } = await world()
    await upload(orgId, ana, 'mine.ics', CALENDAR)
    const without = calendar(
      event('m0', '01', ['bo@acme.example']),
      event('m2', '03', ['max@us.example']),
      event('m9', '09', ['bo@acme.example']),
    )
    expect((await upload(orgId, ana, 'some.ics', without)).written.gone).toBe(0)
    const { id, written } = await upload(orgId, ana, 'all.ics', without, true)
    expect(written).toMatchObject({ gone: 3, unchanged: 3 })
    expect((await stored(orgId)).filter(({ held }) => held)).toHaveLength(3)
    await undoUpload(ctxOf(orgId), id)
    expect((await stored(orgId)).filter(({ held }) => held)).toHaveLength(6)
  })

  test('whose meeting moves says so in a new version', async () => {
    const { orgId, ana } = await world()
    await upload(orgId, ana, 'a.ics', calendar(event('m1', '02', ['bo@acme.example'])))
    const { written } = await upload(orgId, ana, 'b.ics', calendar(event('m1', '12', ['bo@acme.example'])))
    expect(written).toMatchObject({ new: 0, changed: 1 })
    expect((await stored(orgId)).map(({ at }) => new Date(at).toISOString())).toEqual(['2026-03-12T09:00:00.000Z'])
  })
})

describe('undoing', () => {
  test('takes an upload back, and doing it again brings it back', async () => {
    const { orgId, ana } = await world()
    const { id } = await upload(orgId, ana, 'box.mbox', MAILBOX)
    const before = await stored(orgId)
    for (let round = 0; round < 2; round += 1) {
      await undoUpload(ctxOf(orgId), id)
      await undoUpload(ctxOf(orgId), id)
      expect(await stored(orgId)).toEqual([])
      await redoUpload(ctxOf(orgId), id)
      await redoUpload(ctxOf(orgId), id)
      expect(await stored(orgId)).toEqual(before)
    }
  })

  test('leaves what a colleague’s upload holds as well', async () => {
    const { orgId, ana, max } = await world()
    const shared = calendar(event('m1', '02', ['max@us.example', 'bo@acme.example']))
    const first = await upload(orgId, ana, 'a.ics', shared)
    const second = await upload(orgId, max, 'b.ics', shared)
    const before = await stored(orgId)
    expect(before).toHaveLength(1)
    await undoUpload(ctxOf(orgId), first.id)
    expect(await stored(orgId)).toEqual(before)
    await undoUpload(ctxOf(orgId), second.id)
    expect(await stored(orgId)).toEqual([])
    await redoUpload(ctxOf(orgId), first.id)
    expect(await stored(orgId)).toEqual(before)
  })

  test('is not for doing again what has come in again', async () => {
    const { orgId, ana } = await world()
    const { id } = await upload(orgId, ana, 'box.mbox', MAILBOX)
    await undoUpload(ctxOf(orgId), id)
    await upload(orgId, ana, 'box.mbox', MAILBOX)
    await expect(redoUpload(ctxOf(orgId), id)).rejects.toMatchObject({ code: 'precondition' })
  })
})

describe('a domain that no account has', () => {
  const UNKNOWN = calendar(event('m5', '06', ['someone@eu.unknown.example']))
  test('is learned once, and what was set aside counts, under the upload it came with', async () => {
    const { orgId, ana } = await world()
    const { id } = await upload(orgId, ana, 'mine.ics', UNKNOWN)
    await upload(orgId, ana, 'box.mbox', MAILBOX)
    expect(await readAsideDomains(db, orgId, ana)).toMatchObject([
      { domain: 'eu.unknown.example', entries: 1 },
      { domain: 'unknown.example', entries: 1 },
    ])
    const owner = { kind: 'new-account', name: 'Unknown Ltd' } as const
    const { matched } = await learnDomain(ctxOf(orgId), { domain: 'unknown.example', owner })
    expect(matched).toBe(2)
    expect(await readAsideDomains(db, orgId, ana)).toEqual([])
    const of = async () => (await stored(orgId)).filter(({ account }) => account === 'Unknown Ltd')
    expect((await of()).map(({ type, seconds }) => [type, seconds])).toEqual([
      ['email', null],
      ['meeting', 3600],
    ])
    expect((await stored(orgId)).filter(({ type }) => type === 'busy')).toEqual([])
    await undoUpload(ctxOf(orgId), id)
    expect((await of()).map(({ type }) => type)).toEqual(['email'])
    await redoUpload(ctxOf(orgId), id)
    expect((await of()).map(({ type }) => type)).toEqual(['email', 'meeting'])
    const later = await upload(orgId, ana, 'later.mbox', mail('zz', 'ana@us.example', 'x@unknown.example'))
    expect(later.counts.matched).toEqual({ account: 1 })
  })

  test('can be no business, and is left out from then on', async () => {
    const { orgId, ana } = await world()
    await upload(orgId, ana, 'box.mbox', MAILBOX)
    await learnDomain(ctxOf(orgId), { domain: 'unknown.example', owner: { kind: 'not-business' } })
    expect(await readAsideDomains(db, orgId, ana)).toEqual([])
    const { counts } = await upload(orgId, ana, 'box.mbox', MAILBOX)
    expect(counts).toMatchObject({ aside: 0, left: { 'not-business': 1 } })
  })

  test('must be a company’s', async () => {
    const { orgId } = await world()
    for (const domain of ['gmail.com', 'nothing', ''])
      await expect(learnDomain(ctxOf(orgId), { domain, owner: { kind: 'not-business' } })).rejects.toMatchObject({
        code: 'invalid',
      })
  })

  test('is forgotten with what was set aside after 90 days', async () => {
    const { orgId, ana } = await world()
    await upload(orgId, ana, 'box.mbox', MAILBOX)
    const unconfirmed = await stage(orgId, ana, 'box.mbox', MAILBOX)
    await tidyUploads(db, clock + 89 * 86_400_000)
    expect(await readAsideDomains(db, orgId, ana)).toHaveLength(1)
    await tidyUploads(db, clock + 91 * 86_400_000)
    expect(await readAsideDomains(db, orgId, ana)).toEqual([])
    await expect(readUpload(ctxOf(orgId), unconfirmed)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('whose it is', () => {
  test('a person sees and uploads their own only; who looks after imports can take one back', async () => {
    const { orgId, ana, max } = await world()
    const id = await stage(orgId, ana, 'box.mbox', MAILBOX)
    const as = (level: 'rep' | 'admin', personId: string | null): Ctx => ({
      ...ctxOf(orgId),
      actor: { type: 'user', userId: '00000000-0000-0000-0000-000000000001', level, personId },
    })
    await expect(openUpload(as('admin', max), { personId: ana, label: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(readUpload(as('admin', max), id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(readUpload(as('rep', max), id, 'anybody')).rejects.toMatchObject({ code: 'not-found' })
    expect((await readUpload(as('rep', ana), id)).label).toBe('box.mbox')
    expect(await listUploads(db, orgId, max)).toEqual([])
    await expect(removeUpload(as('rep', max), id)).rejects.toMatchObject({ code: 'not-found' })
    await removeUpload(as('admin', null), id)
    expect(await listUploads(db, orgId, ana)).toEqual([])
  })

  test('files that are neither are refused by name', async () => {
    const { orgId, ana } = await world()
    await expect(stage(orgId, ana, 'picture.bin', '\u0089PNG nothing')).rejects.toMatchObject({ code: 'invalid' })
    await expect(stage(orgId, ana, 'deals.csv', DEALS)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('entries that cannot be read are listed, the rest goes in', async () => {
    const { orgId, ana } = await world()
    const broken = calendar(event('m1', '02', ['bo@acme.example']), 'BEGIN:VEVENT', 'UID:x', 'END:VEVENT')
    const id = await stage(orgId, ana, 'mine.ics', broken)
    const { groups } = await readProblemGroups(db, orgId, id)
    expect(groups).toMatchObject([{ severity: 'reject', rows: 1, reason: 'The entry has no start' }])
    expect((await applyUpload(ctxOf(orgId), id)).counts.meetings).toBe(1)
  })
})
