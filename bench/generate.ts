import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeCompany } from '../src/services/demo/write-files.ts'
import { generateRows, makeWorld } from '../src/domain/generator/generate.ts'
import { resolveScenario } from '../src/domain/generator/scenario.ts'
import { machine, median, peakMemory } from './machine.ts'

/**
 * How many activities a second the generator makes on one core, with every other row of the company beside them: the
 * rows alone, and as CSV files on disk. Seconds of the processor are those of all threads of this process, so that other
 * work on the machine counts little; the clock on the wall counts it all. `node bench/generate.ts [people] [months] [runs]`
 */
const people = Number(process.argv[2] ?? 200)
const months = Number(process.argv[3] ?? 12)
const runs = Number(process.argv[4] ?? 3)
const ACTIVITIES = new Set(['activities', 'mailbox', 'calendar'])

const scenario = resolveScenario({ people, months, seed: 7, preset: 'scrum' })
const timed = async (work: () => Promise<number>) => {
  const begin = process.cpuUsage()
  const clock = performance.now()
  const activities = await work()
  const { user, system } = process.cpuUsage(begin)
  return {
    activities,
    processor: activities / ((user + system) / 1e6),
    wall: activities / ((performance.now() - clock) / 1e3),
  }
}

const rows = async () => {
  let activities = 0
  for (const batch of generateRows(makeWorld(scenario))) if (ACTIVITIES.has(batch.table)) activities += batch.rows
  return activities
}

const folder = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
const files = async () => {
  const written = await writeCompany(makeWorld(scenario), folder)
  return written.reduce((sum, { name, rows: own }) => sum + (ACTIVITIES.has(name.slice(0, -4)) ? (own ?? 0) : 0), 0)
}

console.log(machine())
console.log(`${people} people, ${months} months, ${runs} runs`)
try {
  for (const [name, work] of [
    ['rows', rows],
    ['files', files],
  ] as const) {
    const measured: Awaited<ReturnType<typeof timed>>[] = []
    for (let run = 0; run < runs; run += 1) measured.push(await timed(work))
    const rate = (of: 'processor' | 'wall') => Math.round(median(measured.map((one) => one[of])))
    console.log(
      `${name}: ${measured[0]!.activities} activities, median ${rate('processor')} a second of the processor, ${rate('wall')} by the clock`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(`peak memory ${peakMemory()} MiB`)
