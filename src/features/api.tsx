import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { createContext, use, type ReactNode } from 'react'
import type { LeadoutClient } from './client.ts'

/** The queries and calls of a client, by their path in the contract. */
export function utilsOf(client: LeadoutClient) {
  return createTanstackQueryUtils(client)
}
export type Api = ReturnType<typeof utilsOf>

const ApiContext = createContext<Api | null>(null)

/** Gives every page below the typed client with its query keys. */
export function ApiProvider({ client, children }: { client: LeadoutClient; children: ReactNode }) {
  return <ApiContext value={utilsOf(client)}>{children}</ApiContext>
}

export function useApi(): Api {
  const api = use(ApiContext)
  if (!api) throw new Error('useApi outside of ApiProvider')
  return api
}
