import { join, resolve } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import type { LogLevel } from '#platform/log.ts'
import type { Environment } from './env.ts'
import { parseCount, parseLevel, parseNetworks, parsePort, parseTimeOfDay, parseUrl } from './parse.ts'

export interface Config {
  /** absolute path of the data directory */
  readonly dataDir: string
  /** a PostgreSQL server to use instead of the embedded one */
  readonly databaseUrl: string | null
  readonly host: string
  readonly port: number
  /** where browsers reach Leadout, without a trailing slash */
  readonly publicUrl: string
  readonly logLevel: LogLevel
  readonly logFormat: 'human' | 'json'
  /** encrypts stored secrets; absent means a key file in the data directory */
  readonly secretKey: string | null
  /** the proxies whose word about callers is believed: addresses and networks */
  readonly trustedProxies: readonly string[]
  readonly backup: BackupPlan
}

/** Which backups Leadout makes by itself. */
export interface BackupPlan {
  /** time of day of this machine, `HH:MM`; null: none */
  readonly at: string | null
  /** how many stay; older ones are removed */
  readonly keep: number
  readonly folder: string
}

export interface Flags {
  readonly data?: string | undefined
  readonly host?: string | undefined
  readonly port?: string | undefined
}

export interface Surroundings {
  readonly env: Environment
  readonly flags: Flags
  /** what a relative path from the command line or the environment is relative to */
  readonly cwd: string
  readonly defaultDataDir: string
  readonly isTty: boolean
}

const DEFAULT_PORT = 4600
const THIS_MACHINE = '127.0.0.0/8,::1'

/**
 * The typed configuration; a flag beats a variable, a variable beats the default.
 * @throws LeadoutError `invalid` naming every problem at once, in `details.problems`
 */
export function resolveConfig(from: Surroundings): Config {
  const { env, flags } = from
  const problems: string[] = []
  const report = (problem: string) => {
    problems.push(problem)
  }

  const host = flags.host ?? env.LEADOUT_HOST ?? 'localhost'
  const port = parsePort(flags.port, '--port', report) ?? parsePort(env.PORT, 'PORT', report) ?? DEFAULT_PORT
  const wantedDir = flags.data ?? env.LEADOUT_DATA
  const dataDir = wantedDir === undefined ? from.defaultDataDir : resolve(from.cwd, wantedDir)
  const config: Config = {
    dataDir,
    databaseUrl: parseUrl(env.DATABASE_URL, 'DATABASE_URL', ['postgres:', 'postgresql:'], report),
    host,
    port,
    publicUrl: (parseUrl(env.LEADOUT_URL, 'LEADOUT_URL', ['http:', 'https:'], report) ?? localUrl(host, port)).replace(
      /\/+$/,
      '',
    ),
    logLevel: parseLevel(env.LEADOUT_LOG, report),
    logFormat: from.isTty ? 'human' : 'json',
    secretKey: env.LEADOUT_SECRET_KEY ?? null,
    trustedProxies: parseNetworks(env.LEADOUT_TRUSTED_PROXIES ?? THIS_MACHINE, 'LEADOUT_TRUSTED_PROXIES', report),
    backup: {
      at: parseTimeOfDay(env.LEADOUT_BACKUP_AT ?? '03:00', 'LEADOUT_BACKUP_AT', report),
      keep: parseCount(env.LEADOUT_BACKUP_KEEP ?? '7', 'LEADOUT_BACKUP_KEEP', report),
      folder: resolve(from.cwd, env.LEADOUT_BACKUP_DIR ?? join(dataDir, 'backups')),
    },
  }
  if (problems.length > 0)
    throw new LeadoutError('invalid', `The configuration has problems: ${problems.join('; ')}`, { problems })
  return config
}

/** The configuration as it may be shown: passwords in addresses and keys are masked. */
export function maskConfig(config: Config): Config {
  return {
    ...config,
    databaseUrl: maskUrl(config.databaseUrl),
    secretKey: config.secretKey === null ? null : '***',
  }
}

/** By text and not as a URL, because the address of a server behind a socket names no host. */
function maskUrl(text: string | null): string | null {
  return (
    text
      ?.replace(/(:\/\/[^:@/?#]*):.*@/, '$1:***@')
      .replace(/([?&][^=&]*(?:password|secret|key|token)[^=&]*=)[^&]*/gi, '$1***') ?? null
  )
}

function localUrl(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::'
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
