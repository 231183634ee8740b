import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useAddress } from '../../address.ts'

interface ListSearch {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly sort?: string | undefined
  readonly desc?: string | undefined
}

/** Text, kind and order of a list, as the address has them. */
export function useListSearch<Sort extends string>(sorts: readonly Sort[], first: Sort, numeric: readonly Sort[]) {
  const search = useAddress(['q', 'kind', 'sort', 'desc'])
  const navigate = useNavigate()
  const change = useCallback(
    (next: ListSearch) =>
      void navigate({
        to: '.',
        search: (before: ListSearch) => ({ ...before, ...next }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  return useMemo(() => {
    const sort = sorts.find((one) => one === search.sort) ?? first
    const descending = search.desc === undefined ? numeric.includes(sort) : search.desc === '1'
    return {
      text: search.q ?? '',
      kind: search.kind,
      sort,
      descending,
      setText: (text: string) => change({ q: text === '' ? undefined : text }),
      setKind: (kind: string | null) => change({ kind: kind ?? undefined }),
      setSort: (next: string) => change({ sort: next, desc: next === sort ? (descending ? '0' : '1') : undefined }),
    }
  }, [search.q, search.kind, search.sort, search.desc, change, sorts, first, numeric])
}
