import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notifyTopics } from '#services/live/notify-topics.ts'
import { instantText } from '#domain/instant.ts'
import { newId } from '#platform/ids.ts'
import { realNow } from '#platform/clock/now.ts'
import { type TestUser, testApp } from '../../../test/support/app.ts'

const test = await testApp()

interface SseEvent {
  readonly name: string
  readonly id: string
  readonly topics: readonly string[]
}

/** Reads events of one open stream, in order. */
function reader(response: Response) {
  const lines = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async next(): Promise<SseEvent> {
      while (!text.includes('\n\n')) {
        const { value, done } = await lines.read()
        if (done) throw new Error('the stream ended')
        text += value
      }
      const [block, ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block!)?.[1] ?? ''
      return {
        name: field('event'),
        id: field('id'),
        topics: (JSON.parse(field('data')) as { topics: string[] }).topics,
      }
    },
    close: () => lines.cancel(),
  }
}

const open = async (query: string, user?: TestUser, headers: Record<string, string> = {}) =>
  test.request(`/api/v1/stream?${query}`, { headers }, user)

const notify = (orgId: string, ...topics: Parameters<typeof notifyTopics>[2][number][]) =>
  test.db.transaction().execute((tx) => notifyTopics(tx, orgId, topics, realNow()))

describe('the live stream', () => {
  let orgId: string
  let rep: TestUser
  let admin: TestUser
  beforeAll(async () => {
    orgId = await test.org('Here')
    rep = await test.user(orgId, 'rep')
    admin = await test.user(orgId, 'admin')
    await test.app.start()
  })
  afterAll(() => test.app.close())

  it('tells the topics asked for, of the own organisation only', async () => {
    const stranger = await test.user(await test.org('There'), 'owner')
    const mine = reader(await open('topics=figures,goals', rep))
    const theirs = reader(await open('topics=figures,goals', stranger))
    expect((await mine.next()).name).toBe('ready')
    expect((await theirs.next()).name).toBe('ready')
    await notify(orgId, 'figures', 'members')
    expect(await mine.next()).toMatchObject({ name: 'change', topics: ['figures'] })
    await notify(stranger.orgId, 'goals')
    expect(await theirs.next()).toMatchObject({ name: 'change', topics: ['goals'] })
    await mine.close()
    await theirs.close()
  })

  it('resumes after the last event: a change told is not told again, a change missed is', async () => {
    const first = reader(await open('topics=figures,goals,clock', rep))
    await first.next()
    await notify(orgId, 'figures')
    const { id } = await first.next()
    await first.close()
    await notify(orgId, 'goals')
    const again = reader(await open('topics=figures,goals,clock', rep, { 'last-event-id': id }))
    expect(await again.next()).toMatchObject({ name: 'change', topics: ['goals'] })
    await again.close()
  })

  it('does not lose a transaction that began before the cursor and commits after it', async () => {
    const late = await test.pool.connect()
    await late.query('begin')
    await late.query(
      `insert into live_event (org_id, id, topic, tx, at) values ($1, $2, 'goals', pg_current_xact_id(), $3)`,
      [orgId, newId(), instantText(realNow())],
    )
    await notify(orgId, 'figures')
    const { cursor } = await test.client(rep).session.me()
    await late.query('commit')
    late.release()
    const stream = reader(await open(`topics=figures,goals&after=${encodeURIComponent(cursor)}`, rep))
    expect(await stream.next()).toMatchObject({ name: 'change', topics: ['goals'] })
    await stream.close()
  })

  it('says reset for a cursor that is too old, malformed or from another database', async () => {
    const quiet = await test.user(await test.org('Quiet'), 'rep')
    const ancient = `${realNow() - 48 * 3600_000}~10:10:`
    for (const after of [
      ancient,
      'nonsense',
      `${realNow()}~99999999999:99999999999:`,
      `${realNow()}~9:5:`,
      "1~1:1:'",
    ]) {
      const stream = reader(await open(`topics=figures&after=${encodeURIComponent(after)}`, quiet))
      expect(await stream.next(), after).toMatchObject({ name: 'reset', topics: ['figures'] })
      await stream.close()
    }
  })

  it('refuses strangers, topics above the level, and what is no topic', async () => {
    expect((await open('topics=figures')).status).toBe(401)
    expect((await open('topics=figures,members', rep)).status).toBe(403)
    expect((await open('topics=', rep)).status).toBe(400)
    expect((await open('topics=constructor', rep)).status).toBe(400)
    const allowed = await open('topics=members', admin, { 'accept-encoding': 'gzip' })
    expect(allowed.status).toBe(200)
    expect(allowed.headers.get('content-encoding')).toBeNull()
    await allowed.body?.cancel()
  })

  it('hears nothing of a transaction that was rolled back', async () => {
    const other = await test.user(await test.org('Quiet'), 'rep')
    const stream = reader(await open('topics=figures,clock', other))
    await stream.next()
    const failing = test.db.transaction().execute(async (tx) => {
      await notifyTopics(tx, other.orgId, ['figures'], realNow())
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await notify(other.orgId, 'clock')
    expect((await stream.next()).topics).toEqual(['clock'])
    await stream.close()
  })
})
