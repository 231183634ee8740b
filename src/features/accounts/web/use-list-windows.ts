import { useQueries, useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { useCallback, useState } from 'react'

/** rows of one question */
export const WINDOW = 100

/**
 * A list of any length of which only the rows in sight are asked for: its head with the first rows, and a row by its
 * place in the whole list, absent until its window came.
 */
export function useListWindows<Answer, Row>(
  windowAt: (offset: number) => UseQueryOptions<Answer>,
  rowsOf: (answer: Answer) => readonly Row[],
) {
  const [{ from, to }, setSight] = useState({ from: 0, to: 0 })
  const head = useQuery({ ...windowAt(0), placeholderData: (before) => before })
  const first = Math.max(1, from)
  const offsets = Array.from({ length: Math.max(0, to - first + 1) }, (_, at) => (first + at) * WINDOW)
  const windows = useQueries({ queries: offsets.map((offset) => windowAt(offset)) })
  const rows = new Map<number, Row>()
  const all = [head.data, ...windows.map(({ data }) => data)]
  for (const [at, data] of all.entries()) {
    const offset = at === 0 ? 0 : (offsets[at - 1] ?? 0)
    if (data !== undefined) rowsOf(data).forEach((row, place) => rows.set(offset + place, row))
  }
  const onSight = useCallback((firstRow: number, lastRow: number) => {
    const next = { from: Math.floor(firstRow / WINDOW), to: Math.floor(lastRow / WINDOW) }
    setSight((before) => (before.from === next.from && before.to === next.to ? before : next))
  }, [])
  return { head, rowAt: (index: number) => rows.get(index), onSight }
}
