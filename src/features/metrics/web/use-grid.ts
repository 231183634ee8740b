import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api.tsx'
import { useView } from '../../view.tsx'
import type { GridRow } from '../contract.ts'
import type { Comparison, GridCell, GridColumn } from '../../metric-figure.ts'

/** metrics and people that one question asks for */
const BLOCK = 12
const PAGE = 100

/** Which rows and columns are on screen. */
export interface InSight {
  readonly rows: readonly [number, number]
  readonly columns: readonly [number, number]
}

export interface GridData {
  readonly metrics: readonly string[]
  readonly count: number
  readonly hidden: number
  readonly currency: string
  readonly column: (at: number) => GridColumn | undefined
  readonly row: (at: number) => Omit<GridRow, 'cells'> | undefined
  readonly cell: (row: number, column: number) => GridCell | undefined
}

/** The grid in blocks of people and metrics, those in sight and the first. */
export function useGrid(metrics: readonly string[], against: Comparison, inSight: InSight) {
  const api = useApi()
  const { scope, period } = useView()
  const ask = (block: number, page: number) =>
    api.metrics.grid.queryOptions({
      input: {
        scope,
        period,
        against,
        metrics: metrics.slice(block * BLOCK, (block + 1) * BLOCK),
        offset: page * PAGE,
        limit: PAGE,
      },
      enabled: metrics.length > 0,
      placeholderData: keepPreviousData,
    })
  const head = useQuery(ask(0, 0))
  const wanted = useMemo(() => {
    const places: { block: number; page: number }[] = []
    const last = Math.max(0, Math.ceil(metrics.length / BLOCK) - 1)
    for (let block = blockOf(inSight.columns[0]); block <= Math.min(last, blockOf(inSight.columns[1])); block += 1)
      for (let page = pageOf(inSight.rows[0]); page <= pageOf(inSight.rows[1]); page += 1) places.push({ block, page })
    return places
  }, [metrics.length, inSight])
  const answers = useQueries({ queries: wanted.map(({ block, page }) => ask(block, page)) })
  const first = head.data
  const data = useMemo((): GridData | null => {
    if (!first) return null
    const at = (block: number, page: number) => {
      const asked = wanted.findIndex((place) => place.block === block && place.page === page)
      return asked >= 0 ? answers[asked]?.data : block === 0 && page === 0 ? first : undefined
    }
    const anyOfPage = (page: number) =>
      wanted.flatMap((place) => (place.page === page ? (at(place.block, page) ?? []) : []))[0] ?? at(0, page)
    return {
      metrics,
      count: first.count,
      hidden: first.hidden,
      currency: first.currency,
      column: (column) => at(blockOf(column), wanted[0]?.page ?? 0)?.columns[column % BLOCK],
      row: (row) => anyOfPage(pageOf(row))?.rows[row % PAGE],
      cell: (row, column) => at(blockOf(column), pageOf(row))?.rows[row % PAGE]?.cells[column % BLOCK],
    }
  }, [first, answers, wanted, metrics])
  return { head, data }
}

function blockOf(column: number): number {
  return Math.floor(column / BLOCK)
}

function pageOf(row: number): number {
  return Math.floor(row / PAGE)
}
