import { resolve } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'
import type { LogLevel } from '#platform/log.ts'
import type { Environment } from './env.ts'

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
  readonly smtpUrl: string | null
  readonly mailFrom: string | null
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
const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

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
  const dataDir = flags.data ?? env.LEADOUT_DATA
  const config: Config = {
    dataDir: dataDir === undefined ? from.defaultDataDir : resolve(from.cwd, dataDir),
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
    smtpUrl: parseUrl(env.LEADOUT_SMTP_URL, 'LEADOUT_SMTP_URL', ['smtp:', 'smtps:'], report),
    mailFrom: env.LEADOUT_MAIL_FROM ?? null,
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
    smtpUrl: maskUrl(config.smtpUrl),
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

function parsePort(text: string | undefined, name: string, report: (problem: string) => void): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  report(`${name} must be a whole number from 0 to 65535, not "${text}"`)
  return undefined
}

function parseUrl(
  text: string | undefined,
  name: string,
  protocols: readonly string[],
  report: (problem: string) => void,
): string | null {
  if (text === undefined) return null
  // the address of a database server may leave the host out: postgres://ada@/leadout?host=/run/postgresql
  const full = text.replace('@/', '@localhost/')
  if (URL.canParse(full) && protocols.includes(new URL(full).protocol)) return text
  report(`${name} must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`)
  return null
}

function parseLevel(text: string | undefined, report: (problem: string) => void): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (text ?? 'info'))
  if (level === undefined) report(`LEADOUT_LOG must be one of ${LOG_LEVELS.join(', ')}, not "${text}"`)
  return level ?? 'info'
}
