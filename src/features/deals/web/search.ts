import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { DEAL_SEARCH_KEYS, dealSearchSchema, type DealSearch } from '#domain/deal/list.ts'
import { useAddress } from '../../address.ts'
import { useView } from '../../view.tsx'

/** `closing=period` in an address means the period of the frame, whichever that is. */
export const FRAME_PERIOD = 'period'

type Address = Record<string, string | undefined>

/** The list that the address names, and how it changes; what an address gets wrong is left out. */
export function useDealSearch() {
  const address = useAddress(DEAL_SEARCH_KEYS)
  const navigate = useNavigate()
  const { period } = useView()
  return useMemo(() => {
    const search = readSearch(address)
    return {
      search,
      /** as the server is asked */
      asked: search.closing === FRAME_PERIOD ? { ...search, closing: period } : search,
      set: (change: DealSearch) =>
        void navigate({ to: '.', search: (before: Address) => ({ ...before, ...change }), replace: true }),
      /** shows exactly this list */
      show: (next: Readonly<Record<string, string>>) =>
        void navigate({
          to: '.',
          search: (before: Address) => ({ ...omit(before, DEAL_SEARCH_KEYS), ...next }),
        }),
    }
  }, [address, navigate, period])
}

export function readSearch(address: Address): DealSearch {
  return Object.fromEntries(
    DEAL_SEARCH_KEYS.flatMap((key) => {
      const parsed = dealSearchSchema.shape[key].safeParse(address[key])
      return parsed.success && parsed.data !== undefined && parsed.data !== '' ? [[key, parsed.data]] : []
    }),
  )
}

/** Whether a list leaves deals out beyond their status. */
export function isFiltered({ status: _, group: __, sort: ___, ...filters }: DealSearch): boolean {
  return Object.keys(filters).length > 0
}

function omit(address: Address, keys: readonly string[]): Address {
  return Object.fromEntries(Object.entries(address).filter(([key]) => !keys.includes(key)))
}
