import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { allows } from '#domain/access/permission.ts'
import { GRID_PRESETS, type GridPreset, isGridPreset } from '#domain/band/presets.ts'
import { useAddress } from '../../address.ts'
import { useFrame } from '../../view.tsx'
import type { Comparison } from '../../metric-figure.ts'

type Address = Record<string, string | undefined>

/** The grid that the address names: a preset or metrics by id, and what they are held against. */
export function useGridSearch() {
  const address = useAddress(['columns', 'against', 'one'])
  const navigate = useNavigate()
  const { me } = useFrame()
  return useMemo(() => {
    const fallback: GridPreset = allows(me.level, 'lists.share') ? 'manager' : 'ae'
    const columns = address.columns ?? fallback
    const preset = isGridPreset(columns) ? columns : null
    const against: Comparison = address.against === 'peers' || address.against === 'goal' ? address.against : 'past'
    return {
      preset,
      metrics: preset === null ? columns.split(',').filter(Boolean) : [...GRID_PRESETS[preset].metrics],
      against,
      /** what a saved view would hold */
      saved: { columns, ...(against !== 'past' && { against }) },
      /** on a phone: the one person or metric that is shown */
      one: address.one,
      show: (next: Readonly<Record<string, string>>) =>
        void navigate({
          to: '.',
          search: (before: Address) => ({ ...without(before), ...next }),
        }),
      set: (change: Address) =>
        void navigate({ to: '.', search: (before: Address) => ({ ...before, ...change }), replace: true }),
    }
  }, [address, navigate, me.level])
}

function without({ columns: _, against: __, ...address }: Address): Address {
  return address
}
