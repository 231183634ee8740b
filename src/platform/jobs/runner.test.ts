import { once } from 'node:events'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createLogger, silentLogger } from '#platform/log.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { defineJob } from './job.ts'
import { createJobRunner } from './runner.ts'

const { db, pool } = await testDatabase()

interface Seen {
  readonly got: (value: unknown) => void
}

function nextValue() {
  let give: (value: unknown) => void = () => {}
  const value = new Promise((resolve) => {
    give = resolve
  })
  return { value, give }
}

const greet = defineJob({
  id: 'test.greet',
  summary: 'Says what it was given',
  input: z.object({ name: z.string() }),
  run: async (seen: Seen, input) => seen.got(input.name),
})
const tick = defineJob({
  id: 'test.tick',
  summary: 'Ticks',
  input: z.object({}),
  schedule: '*/5 * * * *',
  run: async () => {},
})

describe('jobs', () => {
  const first = nextValue()
  let got = first.give
  const runner = createJobRunner({
    pool,
    jobs: [greet, tick],
    deps: { got: (value: unknown) => got(value) },
    log: silentLogger,
  })
  afterAll(() => runner.stop())

  it('runs what is queued, and what a transaction queued once it commits', async () => {
    await runner.start()
    await runner.enqueue('test.greet', { name: 'Ada' })
    expect(await first.value).toBe('Ada')

    const second = nextValue()
    got = second.give
    const failing = db.transaction().execute(async (tx) => {
      await runner.enqueue('test.greet', { name: 'never' }, tx)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await db.transaction().execute((tx) => runner.enqueue('test.greet', { name: 'Grace' }, tx))
    expect(await second.value).toBe('Grace')
  })

  it('keeps the timers of the list and drops those of jobs that are gone', async () => {
    const names = async () =>
      (await pool.query<{ name: string; cron: string }>('select name, cron from pgboss.schedule order by name')).rows
    expect(await names()).toEqual([{ name: 'test.tick', cron: '*/5 * * * *' }])
    const without = createJobRunner({ pool, jobs: [greet], deps: { got: () => {} }, log: silentLogger })
    await without.start()
    await without.stop()
    expect(await names()).toEqual([])
  })

  it('checks the input of a job when it runs', async () => {
    const refused = greet.run({ got: () => {} }, { name: 7 }, new AbortController().signal)
    await expect(refused).rejects.toThrow(z.ZodError)
  })

  it('takes up at once what a dead process was at, unless others live, and gives up in the end', async () => {
    await runner.stop()
    const state = async () =>
      (await pool.query<{ state: string }>(`select state from pgboss.job where name = 'test.greet' and id = $1`, [id]))
        .rows[0]?.state
    const orphan = (retries: number) =>
      pool.query(
        `update pgboss.job set state = 'active', started_on = created_on, completed_on = null, retry_count = $2
          where id = $1`,
        [id, retries],
      )
    const { rows } = await pool.query<{ id: string }>(
      `select id from pgboss.job where name = 'test.greet' and data = '{"name": "Grace"}'`,
    )
    const id = rows[0]!.id

    await orphan(0)
    const again = nextValue()
    const names = { got: again.give }
    const own = createJobRunner({ pool, jobs: [greet], deps: names, log: silentLogger })
    await own.start()
    expect(await again.value).toBe('Grace')
    while ((await state()) !== 'completed') await new Promise((resolve) => setTimeout(resolve, 20))

    await orphan(0)
    const second = createJobRunner({ pool, jobs: [], deps: names, log: silentLogger })
    await second.start()
    expect(await state()).toBe('active')
    await second.stop()
    await own.stop()

    await orphan(3)
    const third = createJobRunner({ pool, jobs: [greet], deps: names, log: silentLogger })
    await third.start()
    expect(await state()).toBe('failed')
    await third.stop()
  })

  it('stops without a word about what it interrupts, which the next start takes up', async () => {
    const lines: string[] = []
    const log = createLogger({ level: 'info', format: 'human', write: (line) => void lines.push(line), now: () => 0 })
    let begun = nextValue()
    const long = defineJob({
      id: 'test.long',
      summary: 'Works until it is told to end',
      input: z.object({}),
      run: async (_, __, signal) => {
        begun.give(undefined)
        await once(signal, 'abort')
        signal.throwIfAborted()
      },
    })
    const first = createJobRunner({ pool, jobs: [long], deps: {}, log })
    await first.start()
    await first.enqueue('test.long', {})
    await begun.value
    await first.stop()
    begun = nextValue()
    const next = createJobRunner({ pool, jobs: [long], deps: {}, log })
    await next.start()
    await begun.value
    await next.stop()
    expect(lines).toEqual([])
  })
})
