import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { addDays } from '#domain/calendar/local-date.ts'
import { PARTS, type Part } from '#domain/changes/waterfall.ts'
import { useAddress } from '../../address.ts'
import type { FigureRef } from '../../receipt.ts'
import type { Scope } from '../../scope.ts'
import { scopeToText } from '../../scope-text.ts'
import { useFrame, useView } from '../../view.tsx'

/** What of the comparison stands in the address. */
interface ComparisonSearch {
  readonly since?: string | undefined
  readonly until?: string | undefined
  /** `all`: deals that close whenever; else those of the period */
  readonly closing?: string | undefined
  readonly bar?: string | undefined
}

export interface Comparison {
  readonly since: string
  /** undefined: now */
  readonly until: string | undefined
  readonly part: Part | undefined
  readonly input: {
    readonly from: string
    readonly to?: string
    readonly closingIn?: string
    readonly scope: Scope
  }
  change(next: ComparisonSearch): void
  choose(part: Part): void
  /** the receipt of a part, or of what one deal gives to it */
  figure(part: Part, measure: 'amount' | 'count' | 'before' | 'after', dealId?: string): FigureRef
}

const WEEK = 7
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** Both moments, the scope and the period of the frame; without a word in the address since a week ago. */
export function useComparison(): Comparison {
  const { workspace } = useFrame()
  const { scope, period } = useView()
  const search = useAddress(['since', 'until', 'closing', 'bar'])
  const navigate = useNavigate()
  const { today } = workspace.clock
  return useMemo(() => {
    const since = search.since !== undefined && DATE.test(search.since) ? search.since : addDays(today, -WEEK)
    const until = search.until !== undefined && DATE.test(search.until) ? search.until : undefined
    const closingIn = search.closing === 'all' ? undefined : period
    const change = (next: ComparisonSearch) =>
      void navigate({
        to: '.',
        search: (before: ComparisonSearch) => ({ ...before, ...next }),
        replace: true,
        resetScroll: false,
      })
    return {
      since,
      until,
      part: PARTS.find((part) => part === search.bar),
      input: {
        from: since,
        scope,
        ...(until !== undefined && { to: until }),
        ...(closingIn !== undefined && { closingIn }),
      },
      change,
      choose: (part) => change({ bar: part }),
      figure: (part, measure, dealId) => ({
        kind: 'changes',
        of: {
          part,
          measure,
          from: since,
          scope: scopeToText(scope),
          ...(until !== undefined && { to: until }),
          ...(closingIn !== undefined && { closingIn }),
          ...(dealId !== undefined && { deal: dealId }),
        },
      }),
    }
  }, [search.since, search.until, search.closing, search.bar, scope, period, today, navigate])
}
