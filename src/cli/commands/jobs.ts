import type { Command } from 'commander'
import { Cron } from 'croner'
import { action } from '#cli/run.ts'

export function register(program: Command): void {
  program.command('jobs').description('list every timer: what runs by itself, and when next').action(action(listJobs))
}

async function listJobs() {
  const { jobs } = await import('#features/jobs.ts')
  const data = jobs.map(({ id, schedule, summary }) => ({ id, schedule, next: nextRun(schedule), summary }))
  const width = Math.max(...data.map(({ id }) => id.length))
  const text = data
    .map(({ id, next, summary }) => `${id.padEnd(width)}  ${next ?? 'when asked'.padEnd(24)}  ${summary}`)
    .join('\n')
  return { data, text }
}

/** ISO 8601 in UTC; null for a job without a timer */
function nextRun(schedule: string | null): string | null {
  if (schedule === null) return null
  return new Cron(schedule, { timezone: 'UTC' }).nextRun()?.toISOString() ?? null
}
