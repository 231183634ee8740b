import { ORPCError } from '@orpc/server'
import type { Logger } from '#platform/log.ts'
import type { Auth } from '#platform/auth/auth.ts'
import type { JobRunner } from '#platform/jobs/runner.ts'
import type { AnswerCache } from '#platform/live/answers.ts'
import type { LiveHub } from '#platform/live/hub.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Problem, problemOf } from '#platform/http/problem.ts'
import { requirePermission } from '#services/access/can.ts'
import { once } from '#services/access/once.ts'
import type { FoundVisitor } from '#services/access/visitor.ts'
import type { Ctx } from '#services/context.ts'
import type { Db } from '#db/client.ts'
import type { ProcedureMeta } from './procedure.ts'

/** What the server owns for as long as it runs. */
export interface Server {
  readonly db: Db
  readonly auth: Auth
  readonly live: LiveHub
  readonly answers: AnswerCache
  readonly jobs: Pick<JobRunner, 'enqueue'>
  readonly log: Logger
  readonly publicUrl: string
  readonly dataDir: string
  readonly version: string
  readonly now: () => number
  /** signs the tokens of wallboard screens */
  readonly wallKey: Buffer
  /** writes the backup of the day when it is due; answers its file, or null */
  backUpWhenDue(): Promise<string | null>
  /** opens what is stored encrypted: passwords of the mail server and of sources */
  readonly secretsKey: Buffer
  /** of the database role that answers SQL of analysts */
  readonly readerPassword: string
  /** the context of a wallboard's screen by its token; null for a token that is revoked, expired or none */
  screenCtx(token: string): Promise<Ctx | null>
}

/** What a procedure's handler gets as `context`. */
export interface Call {
  readonly server: Server
  /** null: nobody is signed in */
  readonly visitor: FoundVisitor | null
  /** @throws ORPCError `UNAUTHORIZED` when nobody is signed in, which only a `public` procedure can meet */
  ctx(): Ctx
  readonly headers: Headers
  /** the network address of the caller */
  readonly address: string
  readonly now: number
  /** adds `set-cookie` values to the answer */
  setCookies(cookies: readonly string[]): void
}

export function makeCall(call: Omit<Call, 'ctx'>): Call {
  return {
    ...call,
    ctx() {
      if (call.visitor === null) throw new ORPCError('UNAUTHORIZED', { message: 'Sign in first.' })
      return call.visitor.ctx
    },
  }
}

interface Guarded {
  readonly context: Call
  readonly path: readonly string[]
  readonly procedure: {
    readonly '~orpc': { readonly meta: Partial<ProcedureMeta>; readonly route: { readonly method?: string } }
  }
}

/** As the handlers of oRPC give it: `next` may be given the same options with another context. */
type Interceptable<Options> = Options & { next(options?: Options): Promise<unknown> }

/** Names a write, so that a sender who has heard no answer may send it again. */
const IDEMPOTENCY_KEY = 'idempotency-key'
const LONGEST_KEY = 200

/** Stands before every procedure of every handler: permission first, then the input, and no error leaks. */
export async function guard<Options extends Guarded>(options: Interceptable<Options>): Promise<unknown> {
  const { context, path, procedure } = options
  try {
    const { meta, route } = procedure['~orpc']
    const { permission } = meta
    if (permission === undefined) throw new Error(`${path.join('.')} declares no permission`)
    if (permission !== 'public') requirePermission(context.ctx(), permission)
    const answer = await run(options)
    if (route.method !== 'GET' && context.visitor) context.server.live.touch(context.visitor.ctx.orgId)
    return answer
  } catch (error) {
    throw toOrpcError(error, context.server.log, path.join('.'))
  }
}

function run<Options extends Guarded>(options: Interceptable<Options>): Promise<unknown> {
  const { context, path, procedure, next } = options
  const key = context.headers.get(IDEMPOTENCY_KEY)
  if (key === null || procedure['~orpc'].route.method === 'GET' || context.visitor === null) return next()
  if (key.length > LONGEST_KEY) throw new LeadoutError('invalid', 'The idempotency key is too long.')
  return once(context.ctx(), { key, procedure: path.join('.') }, (ctx) =>
    next({ ...options, context: { ...context, ctx: () => ctx } }),
  )
}

function toOrpcError(error: unknown, log: Logger, procedure: string): ORPCError<string, unknown> {
  if (error instanceof ORPCError && error.status < 500) return error
  const problem = problemFor(error)
  logProblem(log, problem, error, { procedure })
  return new ORPCError(problem.code, { status: problem.status, message: problem.message, data: problem.details })
}

/** As `problemOf`, for what procedures may raise as well. */
export function problemFor(error: unknown): Problem {
  if (!(error instanceof ORPCError) || error.status >= 500) return problemOf(error)
  return { status: error.status, code: error.code, message: error.message, details: {} }
}

export function logProblem(
  log: Logger,
  problem: Problem,
  error: unknown,
  where: Readonly<Record<string, unknown>>,
): void {
  if (problem.status === 500) log.error('A request failed', { ...where, error })
  else if (problem.status === 503) log.warn('A request found the database away', where)
}

/** What plain routes find in `c.var`. */
export interface CallEnv {
  Variables: { call: Call }
}
