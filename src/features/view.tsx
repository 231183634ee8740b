import { useNavigate } from '@tanstack/react-router'
import { createContext, use, useMemo } from 'react'
import { nextPeriod, periodOf, periodRange, previousPeriod } from '#domain/calendar/period.ts'
import { unitOfPeriod } from '#ui/format/period.ts'
import { useAddress } from './address.ts'
import type { Me } from './session/contract.ts'
import { scopeFromText, scopeToText } from './scope-text.ts'
import type { Scope } from './scope.ts'
import type { Workspace } from './settings/contract.ts'

/** What every page inside the frame may rely on: who is signed in and the workspace. */
export interface FrameValue {
  readonly me: Me
  readonly workspace: Workspace
}
export const FrameContext = createContext<FrameValue | null>(null)

export function useFrame(): FrameValue {
  const value = use(FrameContext)
  if (!value) throw new Error('useFrame outside of the frame')
  return value
}

/** The part of the address that travels from page to page. */
export interface TravelSearch {
  readonly scope?: string
  readonly period?: string
}

/** What a link to another page carries along: whose figures, and of when; an open drawer stays behind. */
export function useTravel(): Record<string, string> {
  const { scope, period } = useView()
  return useMemo(() => ({ scope: scopeToText(scope), period }), [scope, period])
}

/** Scope and period of the address, else the viewer's home scope and the current month. */
export function useView() {
  const { workspace } = useFrame()
  const address = useAddress(['scope', 'period'])
  const navigate = useNavigate()
  return useMemo(() => {
    const { calendar } = workspace.org
    const period = readPeriod(address.period, calendar) ?? periodOf(workspace.clock.today, 'month', calendar)
    const change = (next: TravelSearch) =>
      void navigate({ to: '.', search: (before: TravelSearch) => ({ ...before, ...next }) })
    return {
      scope: scopeFromText(address.scope) ?? workspace.homeScope,
      period,
      setScope: (scope: Scope) => change({ scope: scopeToText(scope) }),
      setPeriod: (next: string) => change({ period: next }),
      stepBack: () => change({ period: previousPeriod(period, calendar) }),
      stepForward: () => change({ period: nextPeriod(period, calendar) }),
    }
  }, [address, workspace, navigate])
}

/** Null for what is no period of the calendar, such as week 53 of a year with 52. */
function readPeriod(text: string | undefined, calendar: Workspace['org']['calendar']): string | null {
  if (!text || unitOfPeriod(text) === null) return null
  try {
    periodRange(text, calendar)
    return text
  } catch {
    return null
  }
}
