import { join } from 'node:path'
import { realNow } from '#platform/clock/now.ts'
import { type Config, type Flags, resolveConfig } from '#platform/config/config.ts'
import { readEnvironment } from '#platform/config/env.ts'
import { createLogger, type Logger } from '#platform/log.ts'

const DEFAULT_DATA_DIR = join(import.meta.dirname, '../../data')

/** The configuration of this process and a logger that writes to stderr. */
export function loadConfig(flags: Flags): { readonly config: Config; readonly log: Logger } {
  const config = resolveConfig({
    env: readEnvironment(),
    flags,
    cwd: process.cwd(),
    defaultDataDir: DEFAULT_DATA_DIR,
    isTty: process.stderr.isTTY === true,
  })
  const write = (line: string) => void process.stderr.write(line)
  return { config, log: createLogger({ level: config.logLevel, format: config.logFormat, write, now: realNow }) }
}
