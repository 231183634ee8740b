import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from '#platform/postgres/open.ts'
import { machine, median } from './machine.ts'

/**
 * From the start of the process that `npm start` runs to the first whole page, on an empty data directory and on one
 * that is there, against PostgreSQL alone on the same disk in the same run. `node bench/start.ts [runs]`
 */
const runs = Number(process.argv[2] ?? 5)
const PORT = 4654
const RUN = join(import.meta.dirname, '../scripts/run.mjs')

async function firstPage(dataDir: string): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [RUN, 'start', '--data', dataDir, '--port', String(PORT)], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  let over = false
  void ended.then(() => (over = true))
  for (;;) {
    if (over) throw new Error('the server ended before it served a page; is its port taken?')
    const page = await fetch(`http://localhost:${PORT}/`).catch(() => null)
    const text = await page?.text()
    if (page?.status === 200 && text?.includes('<script')) break
    await delay(10)
  }
  const took = performance.now() - began
  child.kill('SIGTERM')
  await ended
  return took
}

async function postgresAlone(dataDir: string): Promise<number> {
  const began = performance.now()
  const postgres = await openPostgres({ dataDir, databaseUrl: null, log: silentLogger })
  const took = performance.now() - began
  await postgres.stop()
  return took
}

async function measure(start: (dataDir: string) => Promise<number>): Promise<{ empty: number[]; warm: number[] }> {
  const empty: number[] = []
  const warm: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
    empty.push(await start(join(folder, 'data')))
    warm.push(await start(join(folder, 'data')))
    await rm(folder, { recursive: true, force: true })
  }
  return { empty, warm }
}

// the first start compiles, which is the installation's business
const warmUp = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
await firstPage(join(warmUp, 'data'))
await rm(warmUp, { recursive: true, force: true })

const alone = await measure(postgresAlone)
const whole = await measure(firstPage)
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
const line = (own: number[], base: number[]) =>
  `median ${seconds(median(own))}, worst ${seconds(Math.max(...own))}; ${(median(own) / median(base)).toFixed(1)} x PostgreSQL alone (${seconds(median(base))})`
console.log(`machine    ${machine()}, load ${loadavg()[0]?.toFixed(1)}`)
console.log(`size       ${runs} starts each, organisation-free data directory`)
console.log(`empty      ${line(whole.empty, alone.empty)}`)
console.log(`warm       ${line(whole.warm, alone.warm)}`)
