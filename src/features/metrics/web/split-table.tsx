import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { isComparable } from '#metrics/format.ts'
import { DotTrack, dotScale } from '#ui/charts/dot-track.tsx'
import { formatMetric, formatMetricValue } from '#ui/format/metric.ts'
import { Segments } from '#ui/forms/segments.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import type { Scope } from '../../scope.ts'
import { useView } from '../../view.tsx'
import type { MetricPart, Split } from '../contract.ts'
import type { MetricMeaning } from '../../metric-figure.ts'
import styles from './metric.module.css'

const SPLIT_WORDS: Readonly<Record<Split, string>> = {
  team: 'Team',
  segment: 'Segment',
  source: 'Source',
  stage: 'Stage',
  pipeline: 'Pipeline',
  type: 'Type',
  role: 'Role',
  office: 'Office',
}

/** A metric by what its rows have in common. */
export function SplitTable({ meaning }: { meaning: MetricMeaning }) {
  const api = useApi()
  const { scope, period } = useView()
  const [by, setBy] = useState<Split>(meaning.per ?? (scope.kind === 'company' ? 'team' : 'segment'))
  // a mix says nothing by anything else
  const isMix = meaning.family === 'mix' && meaning.per !== null
  const split = useQuery(api.metrics.split.queryOptions({ input: { scope, period, metric: meaning.id, by } }))
  return (
    <Section title="What it is made of">
      <div className={styles.splitBar} hidden={isMix}>
        <Segments
          label="By what"
          value={by}
          onChange={setBy}
          options={(Object.keys(SPLIT_WORDS) as Split[]).map((value) => ({ value, label: SPLIT_WORDS[value] }))}
        />
      </div>
      {split.data ? (
        <Parts {...split.data} meaning={meaning} by={by} scope={scope} />
      ) : split.isError ? (
        <Failure message={messageOf(split.error)} onRetry={() => void split.refetch()} />
      ) : (
        <Loading lines={4} />
      )}
    </Section>
  )
}

interface PartsProps {
  readonly parts: readonly MetricPart[]
  readonly from: string
  readonly to: string
  readonly currency: string
  readonly meaning: MetricMeaning
  readonly by: Split
  readonly scope: Scope
}

function Parts({ parts, from, to, currency, meaning, by, scope }: PartsProps) {
  const columns = useMemo((): Column<MetricPart>[] => {
    const format = { ...meaning, currency }
    const scale = dotScale(parts.map((part) => (isComparable(part, meaning) ? part.value : null)))
    return [
      {
        id: 'part',
        header: SPLIT_WORDS[by],
        cell: (part) => part.label ?? <span className="quiet">none</span>,
        text: (part) => part.label ?? '',
      },
      {
        id: 'track',
        header: 'Where',
        minor: true,
        cell: (part) => (
          <DotTrack
            value={isComparable(part, meaning) ? part.value : null}
            band={part.low !== null && part.high !== null ? { low: part.low, high: part.high } : null}
            scale={scale}
          />
        ),
      },
      {
        id: 'value',
        header: meaning.label,
        align: 'end',
        cell: (part) => (
          <Figure figure={partFigure(meaning.id, by, part.key, scope, `${from}..${to}`)}>
            {formatMetric(part, format, { exact: true })}
          </Figure>
        ),
        text: (part) => String(part.value ?? ''),
      },
      {
        id: 'interval',
        header: '90% interval',
        align: 'end',
        minor: true,
        cell: ({ low, high }) =>
          low === null || high === null
            ? '–'
            : intervalWords(formatMetricValue(low, format), formatMetricValue(high, format)),
      },
      { id: 'n', header: 'n', align: 'end', cell: ({ n }) => String(n), text: ({ n }) => String(n) },
    ]
  }, [parts, meaning, currency, by, scope, from, to])
  if (parts.length === 0) return <p className={styles.sentence}>Nothing to split in these days.</p>
  return <DataTable caption={SPLIT_WORDS[by]} columns={columns} rows={parts} rowKey={(part) => part.key ?? ''} />
}

function intervalWords(low: string, high: string): string {
  return `${low} to ${high}`
}

/** A part of a scope's figure: the scope's, of the rows that have this value. */
function partFigure(metric: string, by: Split, key: string | null, scope: Scope, window: string): FigureRef {
  if (by === 'team' || scope.kind === 'company' || key === null) {
    const inScope = by === 'team' || scope.kind === 'company' ? {} : { filters: `${scope.kind}=${scope.id}` }
    return { kind: 'metric', of: { metric, by, subject: key ?? '', window, ...inScope } }
  }
  return { kind: 'metric', of: { metric, by: scope.kind, subject: scope.id, window, filters: `${by}=${key}` } }
}
