import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { isLess, type Lever, LEVERS, pulls, type RepMaths, yearOf, yearSpread } from '#domain/baseline/rep-maths.ts'
import { formatMetricValue } from '#ui/format/metric.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatDecimal, formatPercent } from '#ui/format/number.ts'
import { parseMetric } from '#ui/format/parse-metric.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { type Baseline, DEALS_A_WEEK, LEVER_LABELS, LEVER_UNITS } from '../contract.ts'
import { baselineRef } from './baseline-ref.ts'
import styles from './baseline.module.css'
import { PrintButton } from './print-button.tsx'
import { useBaseline } from './use-baseline.ts'
import { leadWords, mostWords, rangeWords, round } from './words.ts'

/** A seller's year by arithmetic, beginning with the own figures; nothing typed here is kept. */
export function Page() {
  const { query, of } = useBaseline()
  const { data } = query
  if (query.isError && !data) return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!data) return <Loading lines={10} />
  return <Calculator key={`${JSON.stringify(of)} ${data.asOf}`} data={data} of={of} />
}

const STEP = 0.1
/** a year without holidays and leave */
const USUAL_WEEKS = 46

interface LeverRow {
  readonly lever: Lever
  readonly own: number | null
  readonly value: number | null
  /** what a tenth better brings a full year, and the first one */
  readonly gain: number | null
  readonly firstGain: number | null
  /** `gain` is null where the own value is as good already */
  readonly reach: { readonly value: number; readonly gain: number | null } | null
}

function Calculator({ data, of }: { data: Baseline; of: ReturnType<typeof useBaseline>['of'] }) {
  const { currency } = data
  const [texts, setTexts] = useState<Partial<Record<Lever, string>>>({})
  const [costText, setCostText] = useState('')
  const write = (lever: Lever, value: number) =>
    formatMetricValue(value, { kind: 'sum', unit: LEVER_UNITS[lever], currency }, { exact: true })
  const read = (lever: Lever): number | null => {
    const text = texts[lever]
    return text === undefined
      ? startOf(data, lever)
      : parseMetric(text.replace(/[^\d.,\skKmM%'−-]/gu, ''), { unit: LEVER_UNITS[lever], currency })
  }
  const values = Object.fromEntries(LEVERS.map((lever) => [lever, read(lever)])) as Record<Lever, number | null>
  const maths = Object.values(values).includes(null) ? null : (values as RepMaths)
  const typed = new Set(LEVERS.filter((lever) => texts[lever] !== undefined))
  const year = maths && yearOf(maths)
  const spread = yearSpread(
    {
      decided: data.winRate.figure.denominator ?? 0,
      won: data.winRate.figure.numerator ?? 0,
      sized: data.size.figure.n,
      spread: data.spread,
    },
    typed,
  )
  const money = (minor: number, sign = false) => formatMoney(Math.round(minor), currency, { style: 'compact', sign })
  const gains = maths && pulls(maths, STEP)
  const label = (lever: Lever) => (lever === 'meetings' && !data.byMeetings ? DEALS_A_WEEK : LEVER_LABELS[lever])
  const rows = LEVERS.map((lever, at): LeverRow => {
    const reach = data.reach[lever]
    return {
      lever,
      own: data.levers[lever],
      value: values[lever],
      gain: gains?.[at]?.bookings ?? null,
      firstGain: gains?.[at]?.firstYear ?? null,
      reach: reach && maths && year ? { value: reach.value, gain: reachGain(maths, lever, reach.value) } : null,
    }
  })
  const shown = data.byMeetings ? rows : rows.filter(({ lever }) => lever !== 'followUps' && lever !== 'dealsPerFirst')
  const most = rows.reduce<LeverRow | null>(
    (best, row) => ((row.reach?.gain ?? 0) > (best?.reach?.gain ?? 0) ? row : best),
    null,
  )
  const cost = parseMetric(costText, { unit: 'money', currency })
  const columns: Column<LeverRow>[] = [
    { id: 'lever', header: 'Lever', cell: ({ lever }) => label(lever) },
    {
      id: 'own',
      header: 'Own',
      align: 'end',
      cell: ({ lever, own }) =>
        own === null ? (
          lever === 'weeks' ? (
            'usual'
          ) : (
            'not on record'
          )
        ) : (
          <Figure figure={baselineRef(of, 'lever', lever)}>{write(lever, own)}</Figure>
        ),
    },
    {
      id: 'value',
      header: 'Reckoned with',
      align: 'end',
      cell: ({ lever, value }) => (
        <TextInput
          size="xs"
          className={styles.input ?? ''}
          aria-label={`${label(lever)}, reckoned with`}
          inputMode="decimal"
          value={texts[lever] ?? (value === null ? '' : write(lever, value))}
          error={texts[lever] !== undefined && texts[lever] !== '' && value === null}
          onChange={(event) => setTexts({ ...texts, [lever]: event.currentTarget.value })}
          onKeyDown={(event) => {
            const step = { ArrowUp: 1, ArrowDown: -1 }[event.key]
            if (step === undefined || value === null) return
            event.preventDefault()
            setTexts({ ...texts, [lever]: write(lever, nudged(lever, value, step)) })
          }}
        />
      ),
    },
    {
      id: 'gain',
      header: 'A tenth better, a year',
      align: 'end',
      cell: ({ gain }) => <span data-typed>{gain === null ? '–' : money(gain, true)}</span>,
    },
    {
      id: 'first',
      header: 'In the first year',
      align: 'end',
      minor: true,
      cell: ({ firstGain }) => <span data-typed>{firstGain === null ? '–' : money(firstGain, true)}</span>,
    },
    {
      id: 'reach',
      header: 'Better quarter here',
      align: 'end',
      cell: ({ lever, reach }) =>
        reach === null ? '–' : <Figure figure={baselineRef(of, 'reach', lever)}>{write(lever, reach.value)}</Figure>,
    },
    {
      id: 'reachGain',
      header: 'Reaching it, a year',
      align: 'end',
      cell: (row) => (
        <span data-typed data-most={row === most || undefined} className={styles.gain}>
          {row.reach === null ? '–' : row.reach.gain === null ? 'there already' : money(row.reach.gain, true)}
        </span>
      ),
    },
  ]
  return (
    <>
      <PageHead title="Rep maths" lead={leadWords(data)} actions={<PrintButton />} />
      {/* worked out here from what is typed, so it has no receipt */}
      <p className={styles.result} role="status" data-typed>
        {year === null
          ? 'Type what is not on record, and a seller’s year appears.'
          : yearWords({
              bookings: money(year.bookings),
              between:
                spread === null
                  ? null
                  : rangeWords(money(year.bookings * spread.low), money(year.bookings * spread.high)),
              deals: formatDecimal(round(year.deals / 12)),
              firstYear: money(year.firstYear),
            })}
      </p>
      <Section
        title="Levers"
        aside={
          typed.size > 0 ? (
            <button type="button" className="plain" onClick={() => setTexts({})}>
              Own figures again
            </button>
          ) : (
            <span className={styles.noPrint}>Arrow up and down move a value by a tenth</span>
          )
        }
      >
        <DataTable caption="Levers" columns={columns} rows={shown} rowKey={({ lever }) => lever} narrow="cards" />
        <p className={styles.sentence} data-typed>
          {mostWords(most && label(most.lever), money(most?.reach?.gain ?? 0, true))}
        </p>
        <p className={styles.sentence}>
          Better is less of follow-ups and cycle. What multiplies pays the same for a tenth; the cycle moves only what
          falls into the first year of somebody who starts without open deals. Nothing typed here is kept.
        </p>
      </Section>
      <Section title="What is left">
        <div className={styles.controls}>
          <TextInput
            label={`Cost of a seller a year, ${currency}`}
            placeholder="120k"
            inputMode="decimal"
            value={costText}
            onChange={(event) => setCostText(event.currentTarget.value)}
          />
        </div>
        <p className={styles.sentence} data-typed>
          {cost === null || year === null || year.bookings === 0
            ? 'Pay and all that goes with it; on record nowhere, so it is typed.'
            : leftWords(formatPercent(cost / year.bookings), money(year.bookings - cost))}
        </p>
      </Section>
    </>
  )
}

function startOf(data: Baseline, lever: Lever): number | null {
  return data.levers[lever] ?? (lever === 'weeks' ? USUAL_WEEKS : null)
}

function nudged(lever: Lever, value: number, step: number): number {
  const next = value * (1 + step * STEP)
  return lever === 'winRate' ? Math.min(1, next) : next
}

/** What a full year gains where one lever comes to what the better quarter reach; null where it is as good already. */
function reachGain(maths: RepMaths, lever: Lever, value: number): number | null {
  const better = isLess(lever) ? value < maths[lever] : value > maths[lever]
  return better ? yearOf({ ...maths, [lever]: value }).bookings - yearOf(maths).bookings : null
}

function yearWords({
  bookings,
  between,
  deals,
  firstYear,
}: {
  bookings: string
  between: string | null
  deals: string
  firstYear: string
}): string {
  const sure = between === null ? '' : ` (90%: ${between})`
  return `A seller books ${bookings} a year${sure}: ${deals} deals decided a month. Of a standing start ${firstYear} falls into the first year.`
}

function leftWords(share: string, left: string): string {
  return `Sales cost ${share} of what is booked; ${left} is left for everything else. 20 to 25% is usual, 30% the outer bound.`
}
