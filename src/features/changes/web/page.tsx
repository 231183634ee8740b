import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { PARTS, type Part, SIGNS } from '#domain/changes/waterfall.ts'
import { ChartFigure } from '#ui/charts/chart-figure.tsx'
import { WaterfallChart } from '#ui/charts/waterfall-chart.tsx'
import { formatMoney } from '#ui/format/money.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import type { Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import { useFrame } from '../../view.tsx'
import type { WaterfallAnswer } from '../contract.ts'
import { PART_WORDS } from '../../change-words.ts'
import { BarStrip } from './bar-strip.tsx'
import { ChangedDeals } from './changed-deals.tsx'
import styles from './changes.module.css'
import { ChangesControls } from './controls.tsx'
import { largestBar, tallyOf } from './tally.ts'
import { useComparison, type Comparison } from './use-comparison.ts'
import { chartSentence, headline, lead } from './words.ts'

/** What moved since another moment? */
export function Page() {
  const api = useApi()
  const { workspace } = useFrame()
  const comparison = useComparison()
  const changes = useQuery(api.changes.waterfall.queryOptions({ input: comparison.input, enabled: workspace.hasData }))
  if (!workspace.hasData)
    return <Empty>Changes appear once there are deals at two moments: with a first export and a day of work.</Empty>
  return (
    <>
      {changes.data ? (
        <PageHead
          title={headline(changes.data, comparison.until)}
          lead={lead(changes.data.label, comparison.input.closingIn)}
        />
      ) : (
        <PageHead title="Changes" />
      )}
      <ChangesControls comparison={comparison} />
      {changes.isError && !changes.data ? (
        <Failure message={messageOf(changes.error)} onRetry={() => void changes.refetch()} />
      ) : changes.data ? (
        <Changes answer={changes.data} comparison={comparison} />
      ) : (
        <Loading lines={8} />
      )}
    </>
  )
}

function Changes({ answer, comparison }: { answer: WaterfallAnswer; comparison: Comparison }) {
  const part = comparison.part ?? largestBar(answer)
  return (
    <>
      <Chart
        answer={answer}
        chosen={part}
        closing={comparison.figure('closing', 'amount')}
        onChoose={comparison.choose}
      />
      <BarStrip answer={answer} comparison={comparison} chosen={part} />
      <ChangedDeals answer={answer} comparison={comparison} part={part} />
    </>
  )
}

interface PartRow {
  readonly part: Part
  readonly count: number
  readonly amount: number
}

function Chart({
  answer,
  chosen,
  closing,
  onChoose,
}: {
  answer: WaterfallAnswer
  chosen: Part
  /** what the sentence of the chart opens: the closing amount, whose terms are the bars */
  closing: FigureRef
  onChoose: (part: Part) => void
}) {
  const { currency, fromDate, toDate } = answer
  const format = useMemo(
    () => ({
      value: (minor: number) => formatMoney(minor, currency, { style: 'compact' }),
      change: (minor: number) => formatMoney(minor, currency, { style: 'compact', sign: true }),
    }),
    [currency],
  )
  const rows = useMemo((): PartRow[] => PARTS.map((part) => ({ part, ...tallyOf(answer, part) })), [answer])
  const bars = useMemo(
    () =>
      rows
        .filter(({ part, amount }) => part === 'opening' || part === 'closing' || amount !== 0)
        .map(({ part, amount }) => {
          const end = part === 'opening' || part === 'closing'
          return { id: part, label: PART_WORDS[part].label, end, value: end ? amount : SIGNS[part] * amount }
        }),
    [rows],
  )
  const columns = useMemo(
    (): Column<PartRow>[] => [
      {
        id: 'part',
        header: 'Part',
        cell: ({ part }) => PART_WORDS[part].label,
        text: ({ part }) => PART_WORDS[part].label,
      },
      { id: 'count', header: 'Deals', align: 'end', cell: ({ count }) => count, text: ({ count }) => String(count) },
      {
        id: 'amount',
        header: 'Amount',
        align: 'end',
        cell: ({ amount }) => formatMoney(amount, currency, { style: 'exact' }),
        text: ({ amount }) => String(amount / 100),
      },
    ],
    [currency],
  )
  return (
    <div className={styles.chart}>
      <ChartFigure
        sentence={chartSentence(answer)}
        caption={<Figure figure={closing}>{chartSentence(answer)}</Figure>}
        columns={columns}
        rows={rows}
        rowKey={({ part }) => part}
        fileName={`changes-${fromDate}-${toDate}`}
      >
        <WaterfallChart
          bars={bars}
          format={format}
          chosen={chosen}
          onChoose={(id) => onChoose(id as Part)}
          height="clamp(240px, 34vh, 340px)"
        />
      </ChartFigure>
    </div>
  )
}
