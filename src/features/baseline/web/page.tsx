import { displayOf } from '#metrics/format.ts'
import { Figures } from '#ui/figures.tsx'
import { Segments } from '#ui/forms/segments.tsx'
import { formatMetric, formatMetricValue } from '#ui/format/metric.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount, formatDecimal } from '#ui/format/number.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { DropFile } from '../../drop-file.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { metricFigure } from '../../metric-ref.ts'
import type { Baseline, BaselineRow, Core, Effort } from '../contract.ts'
import { baselineRef } from './baseline-ref.ts'
import styles from './baseline.module.css'
import { PrintButton } from './print-button.tsx'
import { LOOKS_BACK_OPTIONS, useBaseline } from './use-baseline.ts'
import { EFFORT_WORDS, leadWords, paceWords, rangeWords, round, sellersWords } from './words.ts'

/** What a deal won took, worked back from the own deals won; for print as well. */
export function Page() {
  const { query, days, setDays, of } = useBaseline()
  const { data } = query
  if (query.isError && !data) return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!data) return <Loading lines={10} />
  return (
    <>
      <PageHead title="Baseline" lead={leadWords(data)} actions={<PrintButton />} />
      <div className={styles.controls}>
        <Segments label="How far back" value={String(days)} options={LOOKS_BACK_OPTIONS} onChange={setDays} />
      </div>
      {(data.won.figure.value ?? 0) === 0 ? <NothingWon /> : <Sheet data={data} of={of} />}
    </>
  )
}

function NothingWon() {
  return (
    <Empty action={<DropFile />}>No deal was won here in this time. The sheet works back from deals that were.</Empty>
  )
}

type Of = ReturnType<typeof useBaseline>['of']

function Sheet({ data, of }: { data: Baseline; of: Of }) {
  const { scope } = of
  const { currency } = data
  const core = ({ column, figure }: Core) => (
    <Figure figure={metricFigure(column.id, scope.kind, scope.id, column)}>
      {formatMetric(figure, { ...column, currency })}
    </Figure>
  )
  const between = ({ column, figure, low, high }: Core) =>
    low === null || high === null || displayOf(figure, column).as === 'too-few' ? null : (
      <Figure figure={metricFigure(column.id, scope.kind, scope.id, column)}>
        {rangeWords(formatMetricValue(low, { ...column, currency }), formatMetricValue(high, { ...column, currency }))}
      </Figure>
    )
  return (
    <>
      <Figures
        items={[
          { label: 'Deals won', value: core(data.won) },
          { label: 'Win rate', value: core(data.winRate), note: between(data.winRate) },
          { label: 'Average size', value: core(data.size) },
          { label: 'Sales cycle', value: core(data.cycle), note: between(data.cycle) },
          {
            label: 'Sellers',
            value: <Figure figure={baselineRef(of, 'sellers')}>{formatCount(data.sellers)}</Figure>,
            note: <Figure figure={baselineRef(of, 'sellers')}>{sellersWords(data.sellerDays)}</Figure>,
          },
        ]}
      />
      <Questions data={data} of={of} />
      <Efforts data={data} of={of} />
      <p className={styles.sentence}>
        Each win: everything of its kind in this time over the deals won, with its interval at nine in ten by counts. A
        seller’s week has five selling days.
      </p>
    </>
  )
}

/** The questions of a plan, answered by what was done. */
function Questions({ data, of }: { data: Baseline; of: Of }) {
  const { scope, period } = of
  const { currency, goal, wins } = data
  const columns: Column<BaselineRow>[] = [
    { id: 'what', header: 'What', cell: ({ column }) => column.label },
    {
      id: 'all',
      header: 'In all',
      align: 'end',
      minor: true,
      cell: ({ column, figure }) => (
        <Figure figure={metricFigure(column.id, scope.kind, scope.id, column)}>
          {formatMetric(figure, { ...column, currency })}
        </Figure>
      ),
    },
    {
      id: 'win',
      header: 'Each win',
      align: 'end',
      cell: ({ column, perWin }) =>
        perWin === null ? (
          '–'
        ) : (
          <Figure figure={baselineRef(of, 'win', column.id)}>{formatDecimal(round(perWin.value))}</Figure>
        ),
    },
    {
      id: 'between',
      header: '90% interval',
      align: 'end',
      minor: true,
      cell: ({ column, perWin }) =>
        perWin === null ? (
          '–'
        ) : (
          <Figure figure={baselineRef(of, 'win', column.id)}>
            {rangeWords(
              formatDecimal(round(perWin.low)),
              perWin.high === null ? null : formatDecimal(round(perWin.high)),
            )}
          </Figure>
        ),
    },
    {
      id: 'pace',
      header: 'A seller',
      align: 'end',
      cell: ({ column, pace, every }) =>
        pace === null ? '–' : <Figure figure={baselineRef(of, 'pace', column.id)}>{paceWords(pace, every)}</Figure>,
    },
    ...(wins === null
      ? []
      : [
          {
            id: 'needed',
            header: 'For the goal',
            align: 'end' as const,
            cell: ({ column, needed, every }: BaselineRow) =>
              needed === null ? (
                '–'
              ) : (
                <Figure figure={baselineRef(of, 'needed', column.id)}>{paceWords(needed, every)}</Figure>
              ),
          },
        ]),
  ]
  const recorded = data.rows.filter(({ figure }) => (figure.value ?? 0) > 0)
  const missing = data.rows
    .filter((row) => !recorded.includes(row))
    .map(({ column }) => column.label.toLocaleLowerCase())
  const aside =
    goal === null || wins === null ? (
      noGoalWords(formatPeriod(period))
    ) : (
      <>
        <Figure figure={baselineRef(of, 'wins')}>
          {goalWords(
            formatPeriod(period),
            formatMoney(goal, currency, { style: 'compact' }),
            formatDecimal(round(wins)),
          )}
        </Figure>
      </>
    )
  return (
    <Section title="What a win takes" aside={aside}>
      <DataTable
        caption="What a win takes"
        columns={columns}
        rows={recorded}
        rowKey={({ column }) => column.id}
        narrow="cards"
      />
      {missing.length > 0 ? <p className={styles.sentence}>{missingWords(missing)}</p> : null}
    </Section>
  )
}

function missingWords(labels: readonly string[]): string {
  return `Not on record here: ${labels.join(', ')}.`
}

function noGoalWords(period: string): string {
  return `No goal for ${period}`
}

function goalWords(period: string, goal: string, wins: string): string {
  return `Goal for ${period}: ${goal}, ${wins} wins`
}

/** What was done on the deals that were won, each by itself. */
function Efforts({ data, of }: { data: Baseline; of: Of }) {
  const columns: Column<Effort>[] = [
    { id: 'what', header: 'What', cell: ({ id }) => EFFORT_WORDS[id] },
    {
      id: 'middle',
      header: 'The middle one',
      align: 'end',
      cell: ({ id, middle }) => <Figure figure={baselineRef(of, 'effort', id)}>{formatDecimal(round(middle))}</Figure>,
    },
    {
      id: 'half',
      header: 'The middle half',
      align: 'end',
      cell: ({ id, low, high }) => (
        <Figure figure={baselineRef(of, 'effort', id)}>
          {rangeWords(formatDecimal(round(low)), formatDecimal(round(high)))}
        </Figure>
      ),
    },
  ]
  return (
    <Section title="On the deals won themselves" aside="From creation to the win">
      <DataTable caption="On the deals won" columns={columns} rows={data.efforts} rowKey={({ id }) => id} />
    </Section>
  )
}
