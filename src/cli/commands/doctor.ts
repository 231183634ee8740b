import type { Command } from 'commander'
import { loadConfig } from '#cli/config.ts'
import type { Finding, Level } from '#cli/doctor/finding.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action, type Outcome, Unfinished } from '#cli/run.ts'

interface DoctorOptions extends GlobalOptions {
  readonly port?: string
  readonly strict?: boolean
}

const MARKS: Record<Level, string> = { ok: 'ok     ', note: 'note   ', warning: 'WARNING', fault: 'FAULT  ' }

export function register(program: Command): void {
  program
    .command('doctor')
    .description('find the usual faults, each with its remedy, and show the configuration, secrets masked')
    .option('--port <number>', 'port that the server should have (default: 4600, or PORT)')
    .option('--strict', 'fail on warnings, too')
    .action(action(doctor))
}

async function doctor(options: DoctorOptions): Promise<Outcome> {
  const { maskConfig } = await import('#platform/config/config.ts')
  const { realNow } = await import('#platform/clock/now.ts')
  const { findServer } = await import('#platform/running-server.ts')
  const { examineMachine } = await import('#cli/doctor/machine.ts')
  const { examineNetwork } = await import('#cli/doctor/network.ts')
  const { examineDatabase } = await import('#cli/doctor/database.ts')
  const { config, log } = loadConfig({ data: options.data, port: options.port })
  const now = realNow()
  const findings = await Promise.all([...examineMachine(config, now), ...examineNetwork(config)])
  findings.push(...(await examineDatabase(config, log, now)))
  const failing: readonly Level[] = options.strict === true ? ['fault', 'warning'] : ['fault']
  const healthy = !findings.some(({ level }) => failing.includes(level))
  const data = { ok: healthy, findings, server: findServer(config.dataDir), config: maskConfig(config) }
  const outcome = { data, text: `${findings.map(lines).join('\n')}\n\n${configLines(data.config)}` }
  if (!healthy) throw new Unfinished(outcome)
  return outcome
}

function lines({ id, level, found, remedy }: Finding): string {
  const first = `${MARKS[level]}  ${id.replaceAll('-', ' ')}: ${found}`
  return remedy === undefined ? first : `${first}\n           ${remedy}`
}

function configLines(config: object, prefix = ''): string {
  return Object.entries(config)
    .map(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? configLines(value, `${name}.`)
        : `${`${prefix}${name}`.padEnd(16)} ${Array.isArray(value) ? value.join(', ') : (value ?? '(none)')}`,
    )
    .join('\n')
}
