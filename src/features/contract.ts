import type { ContractRouter } from '@orpc/contract'
import { accountsContract } from './accounts/contract.ts'
import { capturesContract } from './activity-upload/contract.ts'
import { analysisContract } from './analysis/contract.ts'
import { baselineContract } from './baseline/contract.ts'
import { changesContract } from './changes/contract.ts'
import { commentsContract } from './comments/contract.ts'
import { demoContract } from './demo/contract.ts'
import { dealsContract } from './deals/contract.ts'
import { meContract } from './me/contract.ts'
import { membersContract } from './members/contract.ts'
import { mergesContract } from './merges/contract.ts'
import { orgContract } from './org/contract.ts'
import { metricsContract } from './metrics/contract.ts'
import { peopleContract } from './people/contract.ts'
import { rampContract } from './ramp/contract.ts'
import type { ProcedureMeta } from './procedure.ts'
import { receiptsContract } from './receipts/contract.ts'
import { searchContract } from './search/contract.ts'
import { sessionContract } from './session/contract.ts'
import { settingsContract } from './settings/contract.ts'
import { sourcesContract } from './sources/contract.ts'
import { sprintContract } from './sprint/contract.ts'
import { viewsContract } from './views/contract.ts'
import { todayContract } from './today/contract.ts'
import { wallboardsContract } from './wallboards/contract.ts'

/** Every procedure of the product, one feature a line; a procedure without a permission does not compile here. */
export const contract = {
  session: sessionContract,
  me: meContract,
  members: membersContract,
  org: orgContract,
  demo: demoContract,
  deals: dealsContract,
  accounts: accountsContract,
  analysis: analysisContract,
  baseline: baselineContract,
  captures: capturesContract,
  changes: changesContract,
  comments: commentsContract,
  merges: mergesContract,
  metrics: metricsContract,
  people: peopleContract,
  ramp: rampContract,
  receipts: receiptsContract,
  search: searchContract,
  settings: settingsContract,
  sources: sourcesContract,
  sprint: sprintContract,
  today: todayContract,
  views: viewsContract,
  wallboards: wallboardsContract,
} satisfies ContractRouter<ProcedureMeta>

export type AppContract = typeof contract
