import { useQuery } from '@tanstack/react-query'
import { PaceBars, type ShowNumber } from '#ui/charts/pace-bars.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { Figure } from '../../figure.tsx'
import { paceRef } from '../../pace-ref.ts'
import type { Scope } from '../../scope.ts'
import { scopeFromText, scopeToText } from '../../scope-text.ts'
import { useView } from '../../view.tsx'

/** What lies one level below a scope. */
const BELOW = { company: 'team', office: 'team', team: 'person' } as const
const TITLES = { team: 'Teams', person: 'People' } as const

/** Bars of the teams of a company or office, or of the people of a team where the viewer may see them. */
export function ScopeBars() {
  const { scope } = useView()
  return scope.kind === 'person' ? null : <BarsBelow scope={scope} by={BELOW[scope.kind]} />
}

function BarsBelow({ scope, by }: { scope: Scope; by: 'team' | 'person' }) {
  const api = useApi()
  const { period } = useView()
  const { data, isPending } = useQuery(api.sprint.bars.queryOptions({ input: { scope, period, by } }))
  if (isPending) {
    return (
      <Section title={TITLES[by]}>
        <Loading lines={4} />
      </Section>
    )
  }
  if (!data || data.rows.length === 0) return null
  const rows = data.rows.map((row) => ({
    ...row,
    id: scopeToText(row.scope),
    search: { scope: scopeToText(row.scope) },
  }))
  const show: ShowNumber = (number, row, text) => (
    <Figure figure={paceRef(number, scopeFromText(row?.id) ?? scope, period)}>{text}</Figure>
  )
  return (
    <Section title={TITLES[by]}>
      <PaceBars rows={rows} pace={data.pace} currency={data.currency} show={show} />
    </Section>
  )
}
