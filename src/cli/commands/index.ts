import type { Command } from 'commander'
import * as apiKey from './api-key.ts'
import * as apply from './apply.ts'
import * as backup from './backup.ts'
import * as changes from './changes.ts'
import * as clock from './clock.ts'
import * as deals from './deals.ts'
import * as definitions from './definitions.ts'
import * as doctor from './doctor.ts'
import * as exportFiles from './export.ts'
import * as generate from './generate.ts'
import * as importFiles from './import.ts'
import * as importActivity from './import-activity.ts'
import * as jobs from './jobs.ts'
import * as metric from './metric.ts'
import * as mcp from './mcp.ts'
import * as merge from './merge.ts'
import * as rates from './rates.ts'
import * as restore from './restore.ts'
import * as rows from './rows.ts'
import * as show from './show.ts'
import * as split from './split.ts'
import * as sqlCommand from './sql.ts'
import * as start from './start.ts'
import * as stop from './stop.ts'
import * as user from './user.ts'

/** Adds one command to the program. What the command needs to work is imported when it runs, not here. */
export type Register = (program: Command) => void

export const commands: readonly Register[] = [
  start.register,
  stop.register,
  backup.register,
  restore.register,
  importFiles.register,
  importActivity.register,
  exportFiles.register,
  generate.register,
  deals.register,
  metric.register,
  rows.register,
  definitions.register,
  sqlCommand.register,
  mcp.register,
  changes.register,
  merge.register,
  split.register,
  clock.register,
  apply.register,
  show.register,
  rates.register,
  user.register,
  apiKey.register,
  jobs.register,
  doctor.register,
]
