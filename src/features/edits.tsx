import { notifications } from '@mantine/notifications'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useApi } from './api.tsx'
import type { LeadoutClient } from './client.ts'
import { messageOf } from './failure.ts'

type Calls<Client, Path extends string = ''> = {
  [Name in keyof Client & string]: Client[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? readonly [path: `${Path}${Name}`, input: Input]
    : Calls<Client[Name], `${Path}${Name}.`>
}[keyof Client & string]

/** A procedure by its path in the contract and its input: `['deals.edit', { dealId, edit }]`. */
export type EditCall = Calls<LeadoutClient>

export interface Edit {
  /** what was done, as the toast with Undo says it: "Kolbe moved to Negotiation" */
  readonly label: string
  readonly call: EditCall
  /** the call that takes it back */
  readonly undo?: EditCall
  /** writes the expected result into the query cache; it may run several times, so it sets values and adds none */
  readonly apply?: (queries: QueryClient) => void
}

/** `edit({ label, call, undo, apply })`: shown at once, sent in order, kept until the server has it. */
export function useEdits(): (edit: Edit) => void {
  const api = useApi()
  const queries = useQueryClient()
  return useCallback(
    ({ label, call, apply }) => {
      apply?.(queries)
      const [path, input] = call
      const procedure = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], api) as {
        call(input: unknown): Promise<unknown>
      }
      void procedure
        .call(input)
        .then(
          () => notifications.show({ message: label }),
          (error: unknown) => notifications.show({ message: messageOf(error), role: 'alert' }),
        )
        .finally(() => void queries.invalidateQueries())
    },
    [api, queries],
  )
}
