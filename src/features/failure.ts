import { ORPCError } from '@orpc/client'

const FATAL = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_REQUEST', 'CONFLICT', 'PRECONDITION_FAILED'])

/** An answer that asking again will not change. */
export function isFatal(error: unknown): boolean {
  return error instanceof ORPCError && FATAL.has(error.code)
}

/** Whether the session is missing or over. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'UNAUTHORIZED'
}

/** What to tell the person: the server's own words, or that it cannot be reached. */
export function messageOf(error: unknown): string {
  return error instanceof ORPCError ? error.message : 'The server cannot be reached. Trying again.'
}
