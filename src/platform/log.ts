export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'
export type LogFields = Readonly<Record<string, unknown>>

/** Writes one event per call; `message` is a fixed sentence, everything that varies goes into `fields`. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

export interface LogOptions {
  readonly level: LogLevel
  readonly format: 'human' | 'json'
  readonly write: (line: string) => void
  readonly now: () => number
}

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 }

/** An `Error` in `fields` is written with its stack, so that the place of a failure is never lost. */
export function createLogger(options: LogOptions): Logger {
  const at = (level: Exclude<LogLevel, 'silent'>) => (message: string, fields?: LogFields) => {
    if (RANK[level] < RANK[options.level]) return
    options.write(
      options.format === 'json' ? jsonLine(level, message, fields, options.now()) : humanLine(level, message, fields),
    )
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

export const silentLogger: Logger = createLogger({ level: 'silent', format: 'json', write: () => {}, now: () => 0 })

function jsonLine(level: string, message: string, fields: LogFields | undefined, now: number): string {
  return `${JSON.stringify({ time: new Date(now).toISOString(), level, message, ...fields }, plainError)}\n`
}

function humanLine(level: string, message: string, fields: LogFields | undefined): string {
  const details = Object.entries(fields ?? {}).map(([key, value]) => `${key}=${humanValue(value)}`)
  const prefix = level === 'info' ? '' : `${level}: `
  return `${[`${prefix}${message}`, ...details].join(' ')}\n`
}

function humanValue(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message
  return typeof value === 'string' && !/\s/.test(value) ? value : (JSON.stringify(value, plainError) ?? 'undefined')
}

function plainError(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { ...Object.fromEntries(Object.entries(value)), message: value.message, stack: value.stack }
    : value
}
