import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { silentLogger } from '#platform/log.ts'
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
})
