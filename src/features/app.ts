import { join } from 'node:path'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type pg from 'pg'
import { LeadoutError } from '#domain/errors.ts'
import { openAuth } from '#platform/auth/auth.ts'
import { realNow } from '#platform/clock/now.ts'
import type { Config } from '#platform/config/config.ts'
import { deriveKey, loadRootSecret } from '#platform/crypto/data-key.ts'
import { readerPassword } from '#services/analysis/query.ts'
import { callerFinder, type CallerFinder } from '#platform/http/client-address.ts'
import { openApiDocument } from '#platform/http/openapi.ts'
import { proxyCheck } from '#platform/http/proxy-check.ts'
import { referencePage } from '#platform/http/reference-page.ts'
import { sameOrigin } from '#platform/http/same-origin.ts'
import { securityHeaders } from '#platform/http/security-headers.ts'
import { webBuild } from '#platform/http/web-build.ts'
import { createJobRunner } from '#platform/jobs/runner.ts'
import { createAnswerCache } from '#platform/live/answers.ts'
import { createLiveHub } from '#platform/live/hub.ts'
import type { Logger } from '#platform/log.ts'
import { readVersion } from '#platform/version.ts'
import { requirePermission } from '#services/access/can.ts'
import { findVisitor } from '#services/access/visitor.ts'
import { firstUserLink } from '#services/users/first-user.ts'
import { openScreen } from '#services/wallboards/open-screen.ts'
import type { Db } from '#db/client.ts'
import { backUpWhenDue } from '#db/scheduled-backup.ts'
import { type CallEnv, guard, logProblem, makeCall, problemFor, type Server } from './implement.ts'
import { contract } from './contract.ts'
import { jobs } from './jobs.ts'
import { answerMcp } from './mcp.ts'
import { resumeUploads } from './activity-upload/server/jobs.ts'
import { resumeImports } from './sources/server/jobs.ts'
import { plainRoutes, routes } from './routes.ts'

export interface AppDeps {
  readonly db: Db
  readonly pool: pg.Pool
  readonly config: Config
  readonly log: Logger
  readonly dataDir: string
}

export interface App {
  readonly hono: Hono<CallEnv>
  readonly server: Server
  /**
   * A one-time address for whoever installs Leadout; undefined once there is a user. Each call makes the one before
   * worthless. `baseUrl` is where the server can be reached, which it knows once it listens.
   */
  firstUserUrl(baseUrl: string): Promise<string | undefined>
  /** begins to hear live changes and to run jobs; requests are answered before, too */
  start(): Promise<void>
  /** ends what `start` began and the connections of sign-in; `db` and `pool` stay the caller's */
  close(): Promise<void>
}

const WEB_ROOT = join(import.meta.dirname, '../../dist/web')
const MAX_BODY = 1024 * 1024

/** Everything that answers HTTP. `hono.fetch` takes a Request and needs no socket. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { db, pool, log, config } = deps
  const rootSecret = await loadRootSecret(deps.dataDir, config.secretKey)
  const wallKey = deriveKey(rootSecret, 'wallboard-screens')
  const auth = openAuth({ pool, url: config.publicUrl, rootSecret })
  const live = createLiveHub({ pool, log, now: realNow })
  const server: Server = {
    db,
    auth,
    live,
    answers: createAnswerCache(live),
    jobs: { enqueue: (...job) => runner.enqueue(...job) },
    log,
    publicUrl: config.publicUrl,
    dataDir: deps.dataDir,
    version: readVersion(),
    now: realNow,
    wallKey,
    backUpWhenDue: () => backUpWhenDue({ pool, plan: config.backup, now: realNow() }),
    secretsKey: deriveKey(rootSecret, 'secrets'),
    readerPassword: readerPassword(rootSecret),
    screenCtx: (token) => openScreen({ db, wallKey }, token, realNow()),
  }
  const runner = createJobRunner({ pool, jobs, deps: server, log })
  return {
    hono: buildHono(server, pool, callerFinder(config.trustedProxies)),
    server,
    firstUserUrl: async (baseUrl) => (await firstUserLink(db, { publicUrl: baseUrl, now: realNow() }))?.url,
    start: async () => {
      await live.start()
      await runner.start()
      await resumeImports(server)
      await resumeUploads(server)
    },
    close: async () => {
      await runner.stop()
      await live.stop()
      await auth.close()
    },
  }
}

function buildHono(server: Server, pool: pg.Pool, finder: CallerFinder): Hono<CallEnv> {
  const app = new Hono<CallEnv>()
  app.onError((error, c) => answerProblem(c, server.log, error))
  app.use(securityHeaders(server.publicUrl))
  app.use(proxyCheck(server.publicUrl, finder, server.log))
  app.use(compress())
  app.get('/healthz', (c) => health(c, pool, server.version))
  const document = describeApi(server)
  app.get('/api', async (c) => c.html(referencePage(await document())))
  app.get('/api/openapi.json', async (c) => c.json(await document()))
  app.use('/rpc/*', sameOrigin(server.publicUrl), limitBody(), identify(server, finder))
  app.use('/api/v1/*', sameOrigin(server.publicUrl), identify(server, finder))
  for (const { path, permission, routes: plain } of plainRoutes) {
    app.use(`/api/v1${path}/*`, (c, next) => {
      if (permission !== 'public') requirePermission(c.var.call.ctx(), permission)
      return next()
    })
    app.route(`/api/v1${path}`, plain)
  }
  app.use('/mcp', sameOrigin(server.publicUrl), limitBody(), identify(server, finder))
  app.all('/mcp', (c) => {
    const { call } = c.var
    // who has no key is told so before the protocol begins
    call.ctx()
    return answerMcp(call, c.req.raw)
  })
  mountProcedures(app)
  for (const path of ['/api/*', '/rpc/*']) {
    app.all(path, () => {
      throw new LeadoutError('not-found', 'There is no such procedure.')
    })
  }
  app.route('/', webBuild(WEB_ROOT))
  return app
}

/** The same procedures twice: for the typed client under /rpc, as plain REST under /api/v1. */
function mountProcedures(app: Hono<CallEnv>): void {
  const rpc = new RPCHandler(routes, { clientInterceptors: [guard] })
  const rest = new OpenAPIHandler(routes, { clientInterceptors: [guard] })
  app.use('/rpc/*', async (c, next) => {
    const { matched, response } = await rpc.handle(c.req.raw, { prefix: '/rpc', context: c.var.call })
    return matched ? c.newResponse(response.body, response) : next()
  })
  app.use('/api/v1/*', limitBody(), async (c, next) => {
    const { matched, response } = await rest.handle(c.req.raw, { prefix: '/api/v1', context: c.var.call })
    return matched ? c.newResponse(response.body, response) : next()
  })
}

/** Described when first asked for: it is the same for everybody and never changes. */
function describeApi({ publicUrl, version }: Server) {
  let document: ReturnType<typeof openApiDocument> | undefined
  return () =>
    (document ??= openApiDocument(contract, {
      title: 'Leadout',
      version,
      description:
        'Sign in with an API key: `Authorization: Bearer KEY`. Instants are epoch milliseconds, money is in minor units.',
      url: `${publicUrl}/api/v1`,
    }))
}

function limitBody() {
  return bodyLimit({
    maxSize: MAX_BODY,
    onError: () => {
      throw new ORPCError('PAYLOAD_TOO_LARGE', { message: 'The request is too large.' })
    },
  })
}

/** Finds out who calls, once per request. */
function identify(server: Server, finder: CallerFinder) {
  return async (c: Context<CallEnv>, next: () => Promise<void>) => {
    const now = server.now()
    const { visitor, cookies } = await findVisitor(server, c.req.raw.headers, now)
    const added = [...cookies]
    const setCookies = (more: readonly string[]) => void added.push(...more)
    c.set(
      'call',
      makeCall({ server, visitor, headers: c.req.raw.headers, address: finder.address(c), now, setCookies }),
    )
    await next()
    for (const cookie of added) c.header('set-cookie', cookie, { append: true })
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  }
}

async function health(c: Context, pool: pg.Pool, version: string): Promise<Response> {
  try {
    await pool.query('select 1')
    return c.json({ status: 'ok', database: 'ok', version })
  } catch {
    return c.json({ status: 'unavailable', database: 'away', version }, 503)
  }
}

function answerProblem(c: Context, log: Logger, error: unknown): Response {
  const problem = problemFor(error)
  logProblem(log, problem, error, { path: c.req.path })
  const { code, message, details } = problem
  return c.json(
    { defined: false, code, status: problem.status, message, data: details },
    problem.status as ContentfulStatusCode,
  )
}
