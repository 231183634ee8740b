import { useQueries, useQuery } from '@tanstack/react-query'
import type { DealSearch } from '#domain/deal/list.ts'
import { useApi } from '../../api.tsx'
import type { Scope } from '../../scope.ts'
import type { DealRow } from '../contract.ts'

/** rows of one question */
export const WINDOW = 100

/** The windows of the list that the screen shows, counted from 0. */
export interface WindowsInSight {
  readonly first: number
  readonly last: number
}

/** The list of a filter: its head with the first rows, and the rows of every window that is in sight. */
export function useBoard(scope: Scope, search: DealSearch, { first, last }: WindowsInSight) {
  const api = useApi()
  const windowAt = (offset: number) =>
    api.deals.board.queryOptions({ input: { ...search, scope, offset, limit: WINDOW } })
  const head = useQuery(windowAt(0))
  const from = Math.max(1, first)
  const offsets = Array.from({ length: Math.max(0, last - from + 1) }, (_, at) => (from + at) * WINDOW)
  const windows = useQueries({
    // rows of another window would stand in the wrong place until their own came
    queries: offsets.map((offset) => ({ ...windowAt(offset), placeholderData: undefined })),
  })
  const rows = new Map<number, DealRow>()
  for (const { data } of [head, ...windows]) data?.rows.forEach((row, at) => rows.set(data.offset + at, row))
  return { head, rowAt: (offset: number) => rows.get(offset) }
}
