import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { AppContract } from './contract.ts'

export type LeadoutClient = ContractRouterClient<AppContract>

/**
 * The typed client of the browser; `baseUrl` is the page's own origin. Answers reject with an `ORPCError` whose `code`
 * is one of UNAUTHORIZED FORBIDDEN NOT_FOUND CONFLICT BAD_REQUEST TOO_MANY_REQUESTS PRECONDITION_FAILED
 * SERVICE_UNAVAILABLE INTERNAL_SERVER_ERROR and whose `message` may be shown.
 */
export function createClient(baseUrl: string): LeadoutClient {
  return createORPCClient(new RPCLink({ url: new URL('/rpc', baseUrl).href }))
}
