import type { Hono } from 'hono'
import type { Permission } from '#domain/access/permission.ts'
import type { CallEnv } from './implement.ts'
import { accountFiles } from './accounts/server/export.ts'
import { accountsRoutes } from './accounts/server/routes.ts'
import { capturesRoutes } from './activity-upload/server/routes.ts'
import { captureFiles } from './activity-upload/server/upload.ts'
import { analysisRoutes } from './analysis/server/routes.ts'
import { baselineRoutes } from './baseline/server/routes.ts'
import { changesRoutes } from './changes/server/routes.ts'
import { commentsRoutes } from './comments/server/routes.ts'
import { dealFiles } from './deals/server/export.ts'
import { demoRoutes } from './demo/server/routes.ts'
import { dealsRoutes } from './deals/server/routes.ts'
import { myExport } from './me/server/export.ts'
import { meRoutes } from './me/server/routes.ts'
import { membersRoutes } from './members/server/routes.ts'
import { mergesRoutes } from './merges/server/routes.ts'
import { orgRoutes } from './org/server/routes.ts'
import { gridFiles } from './metrics/server/export.ts'
import { metricsRoutes } from './metrics/server/routes.ts'
import { peopleRoutes } from './people/server/routes.ts'
import { rampRoutes } from './ramp/server/routes.ts'
import { receiptsRoutes } from './receipts/server/routes.ts'
import { searchRoutes } from './search/server/routes.ts'
import { sessionRoutes } from './session/server/routes.ts'
import { settingsRoutes } from './settings/server/routes.ts'
import { sprintRoutes } from './sprint/server/routes.ts'
import { sourcesRoutes } from './sources/server/routes.ts'
import { importFiles } from './sources/server/upload.ts'
import { streamRoutes } from './stream/server/routes.ts'
import { viewsRoutes } from './views/server/routes.ts'
import { todayRoutes } from './today/server/routes.ts'
import { wallboardsRoutes } from './wallboards/server/routes.ts'

/** What answers each procedure of `contract.ts`, one feature a line. */
export const routes = {
  session: sessionRoutes,
  demo: demoRoutes,
  deals: dealsRoutes,
  accounts: accountsRoutes,
  analysis: analysisRoutes,
  baseline: baselineRoutes,
  captures: capturesRoutes,
  changes: changesRoutes,
  comments: commentsRoutes,
  merges: mergesRoutes,
  sources: sourcesRoutes,
  me: meRoutes,
  members: membersRoutes,
  org: orgRoutes,
  metrics: metricsRoutes,
  people: peopleRoutes,
  ramp: rampRoutes,
  receipts: receiptsRoutes,
  search: searchRoutes,
  settings: settingsRoutes,
  sprint: sprintRoutes,
  today: todayRoutes,
  views: viewsRoutes,
  wallboards: wallboardsRoutes,
}

export interface PlainRoutes {
  /** below /api/v1 */
  readonly path: string
  /** checked before the route sees the request */
  readonly permission: Permission
  readonly routes: Hono<CallEnv>
}

/** What cannot be a procedure, because it streams. */
export const plainRoutes: readonly PlainRoutes[] = [
  { path: '/me/export', permission: 'signed-in', routes: myExport },
  { path: '/stream', permission: 'public', routes: streamRoutes },
  { path: '/imports', permission: 'imports.manage', routes: importFiles },
  { path: '/captures', permission: 'signed-in', routes: captureFiles },
  { path: '/metric-grid', permission: 'figures.read', routes: gridFiles },
  { path: '/deal-list', permission: 'deals.read', routes: dealFiles },
  { path: '/account-list', permission: 'deals.read', routes: accountFiles },
]
