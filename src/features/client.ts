import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { AppContract } from './contract.ts'

/** What a call may bring besides its input. */
export interface CallOptions {
  /** the same key writes once, however often the call is sent */
  readonly idempotencyKey?: string
}

export type LeadoutClient = ContractRouterClient<AppContract, CallOptions>

/**
 * The typed client of the browser; `baseUrl` is the page's own origin. Answers reject with an `ORPCError` whose `code`
 * is one of UNAUTHORIZED FORBIDDEN NOT_FOUND CONFLICT BAD_REQUEST TOO_MANY_REQUESTS PRECONDITION_FAILED
 * SERVICE_UNAVAILABLE INTERNAL_SERVER_ERROR and whose `message` may be shown.
 */
export function createClient(baseUrl: string): LeadoutClient {
  return createORPCClient(
    new RPCLink<CallOptions>({
      url: new URL('/rpc', baseUrl).href,
      headers: ({ context }) =>
        context.idempotencyKey === undefined ? {} : { 'idempotency-key': context.idempotencyKey },
    }),
  )
}
