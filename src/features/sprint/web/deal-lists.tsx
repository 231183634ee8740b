import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { dealAmountRef } from '../../deal-ref.ts'
import { useOpenDrawer } from '../../drawers.tsx'
import { Figure } from '../../figure.tsx'
import { paceRef } from '../../pace-ref.ts'
import { useView } from '../../view.tsx'
import type { WonDeal } from '../../won-deal.ts'
import type { ClosingDeal } from '../contract.ts'

const name = (deal: { dealId: string; name: string }) => <DealName dealId={deal.dealId} name={deal.name} />

const amount = (deal: { dealId: string; amount: number | null; currency: string }) =>
  deal.amount === null ? (
    '–'
  ) : (
    <Figure figure={dealAmountRef(deal.dealId)}>{formatMoney(deal.amount, deal.currency, { style: 'exact' })}</Figure>
  )

const WON: Column<WonDeal>[] = [
  { id: 'name', header: 'Deal', cell: name },
  { id: 'owner', header: 'Owner', minor: true, cell: (deal) => deal.owner ?? <span className="quiet">no person</span> },
  { id: 'date', header: 'Won', align: 'end', cell: (deal) => formatDate(deal.date) },
  { id: 'amount', header: 'Amount', align: 'end', cell: amount },
]

const CLOSING: Column<ClosingDeal>[] = [
  { id: 'name', header: 'Deal', cell: name },
  { id: 'owner', header: 'Owner', minor: true, cell: (deal) => deal.owner ?? <span className="quiet">no person</span> },
  { id: 'stage', header: 'Stage', minor: true, cell: (deal) => deal.stage ?? <span className="quiet">unknown</span> },
  { id: 'date', header: 'Due', align: 'end', cell: (deal) => formatDate(deal.closeDate) },
  { id: 'amount', header: 'Amount', align: 'end', cell: amount },
]

const FIRST = 10
const byId = (deal: { dealId: string }) => deal.dealId

function DealName({ dealId, name: text }: { dealId: string; name: string }) {
  const open = useOpenDrawer()
  return (
    <button type="button" className="plain" onClick={() => open('deal', dealId)}>
      {text}
    </button>
  )
}

/** What was won in the period, newest first as it came. */
export function WonDeals({ won }: { won: readonly WonDeal[] }) {
  const { scope, period } = useView()
  const [all, setAll] = useState(false)
  const count = <Figure figure={paceRef('wins', scope, period)}>{formatCount(won.length)}</Figure>
  return (
    <Section title="Won" aside={won.length === 0 ? undefined : count}>
      {won.length === 0 ? (
        <p className="quiet" style={{ padding: '12px 0' }}>
          Nothing won in this period yet.
        </p>
      ) : (
        <DataTable
          caption="Deals won in the period"
          columns={WON}
          rows={all ? won : won.slice(0, FIRST)}
          rowKey={byId}
        />
      )}
      {!all && won.length > FIRST ? (
        <p style={{ padding: '12px 0' }}>
          <button type="button" className="plain" onClick={() => setAll(true)}>
            Show all of them
          </button>
        </p>
      ) : null}
    </Section>
  )
}

/** Open deals due in the period, largest first: what could close the gap. */
export function ClosingDeals() {
  const api = useApi()
  const { scope, period } = useView()
  const { data } = useQuery(api.sprint.closing.queryOptions({ input: { scope, period, limit: 12 } }))
  if (!data || data.deals.length === 0) return null
  const words =
    data.total > data.deals.length ? `${data.deals.length} largest of ${data.total}` : formatCount(data.total)
  return (
    <Section title="Could still close" aside={<Figure figure={paceRef('due', scope, period)}>{words}</Figure>}>
      <DataTable caption="Open deals due in the period" columns={CLOSING} rows={data.deals} rowKey={byId} />
    </Section>
  )
}
