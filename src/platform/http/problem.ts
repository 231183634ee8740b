import { type ErrorCode, LeadoutError } from '#domain/errors.ts'

export interface Problem {
  readonly status: number
  /** the code a client sees: `ORPCError.code`, and `code` of a plain JSON answer */
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/** The one map from the product's errors to HTTP. */
const HTTP: Record<ErrorCode, { readonly status: number; readonly code: string }> = {
  'not-found': { status: 404, code: 'NOT_FOUND' },
  forbidden: { status: 403, code: 'FORBIDDEN' },
  conflict: { status: 409, code: 'CONFLICT' },
  invalid: { status: 400, code: 'BAD_REQUEST' },
  limit: { status: 429, code: 'TOO_MANY_REQUESTS' },
  precondition: { status: 412, code: 'PRECONDITION_FAILED' },
  internal: { status: 500, code: 'INTERNAL_SERVER_ERROR' },
}

const INTERNAL: Problem = {
  ...HTTP.internal,
  message: 'Something went wrong on the server. Its log has the details.',
  details: {},
}

/** What a caller is told; everything that is not meant for callers becomes the same sentence. */
export function problemOf(error: unknown): Problem {
  if (error instanceof LeadoutError && error.code !== 'internal') {
    return { ...HTTP[error.code], message: error.message, details: error.details }
  }
  return databaseProblem(error) ?? INTERNAL
}

const AWAY_STATES = /^(08...|57P0[1-5]|53300)$/
const SOCKET_CALLS = /^(connect|read|write|getaddrinfo)$/
const AWAY_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/
const unavailable = (message: string): Problem => ({ status: 503, code: 'SERVICE_UNAVAILABLE', message, details: {} })

/** Faults of the database that a caller can act upon (PostgreSQL appendix A, and what the driver raises). */
function databaseProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null
  const code = textOf(error, 'code')
  if (AWAY_STATES.test(code) || SOCKET_CALLS.test(textOf(error, 'syscall')) || AWAY_MESSAGES.test(error.message)) {
    return unavailable('The database is away. Try again in a moment.')
  }
  if (code === '53100') return unavailable('The disk of the database is full. Nothing was written.')
  if (code === '22P02') return { ...HTTP.invalid, message: 'An id or a value is malformed.', details: {} }
  if (code === '40001' || code === '40P01')
    return { ...HTTP.conflict, message: 'Someone else changed this at the same moment. Try again.', details: {} }
  return error.cause === undefined ? null : databaseProblem(error.cause)
}

function textOf(error: Error, name: 'code' | 'syscall'): string {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}
