import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { Segments } from '#ui/forms/segments.tsx'
import { PageHead } from '#ui/frame/page-head.tsx'
import { formatPeriod } from '#ui/format/period.ts'
import { Glyph } from '#ui/state.tsx'
import { useNarrow } from '#ui/table/use-narrow.ts'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { DropFile } from '../../drop-file.tsx'
import { messageOf } from '../../failure.ts'
import { scopeToText } from '../../scope-text.ts'
import { useFrame, useView } from '../../view.tsx'
import type { Comparison, MetricMeaning } from '../../metric-figure.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import styles from './grid.module.css'
import { MetricGrid } from './metric-grid.tsx'
import { PhoneGrid } from './phone-grid.tsx'
import { useGridSearch } from './search.ts'
import { type GridData, type InSight, useGrid } from './use-grid.ts'
import { AGAINST_WORDS, FAMILIES, hiddenWords, LEGEND, outsideWords } from '../../metric-words.tsx'

/** Who is outside the band, on what? */
export function Page() {
  const api = useApi()
  const { workspace } = useFrame()
  const definitions = useQuery(api.metrics.definitions.queryOptions({ staleTime: Infinity }))
  if (!workspace.hasData) {
    return (
      <Empty action={<DropFile />}>
        Three numbers are enough to begin: meetings, new deals, won. An export of your CRM brings them.
      </Empty>
    )
  }
  if (definitions.isError && !definitions.data)
    return <Failure message={messageOf(definitions.error)} onRetry={() => void definitions.refetch()} />
  if (!definitions.data) return <Loading lines={10} />
  return <Grid meanings={definitions.data.metrics} waiting={definitions.data.waiting} />
}

const NOTHING_YET: InSight = { rows: [0, 0], columns: [0, 0] }

interface GridProps {
  readonly meanings: readonly MetricMeaning[]
  readonly waiting: readonly { readonly id: string; readonly label: string; readonly waitsFor: string }[]
}

function Grid({ meanings, waiting }: GridProps) {
  const { period } = useView()
  const { preset, metrics: asked, against, saved, one, show, set } = useGridSearch()
  const [inSight, setInSight] = useState(NOTHING_YET)
  const narrow = useNarrow(767)
  const metrics = useMemo(() => inFamilies(asked, meanings), [asked, meanings])
  const { head, data } = useGrid(metrics, against, inSight)
  const onSight = useCallback(
    (next: InSight) => setInSight((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next)),
    [],
  )
  const missing = waiting.filter(({ id }) => asked.includes(id))
  return (
    <>
      <PageHead
        title="Metrics"
        lead={data ? outsideWords(outside(data)) : formatPeriod(period)}
        actions={<ExportMenu metrics={metrics} against={against} />}
      />
      <div className={styles.bar}>
        <ColumnsMenu preset={preset} metrics={metrics} meanings={meanings} saved={saved} onShow={show} />
        <Segments
          label="Held against"
          value={against}
          onChange={(next) => set({ against: next === 'past' ? undefined : next })}
          options={(Object.keys(AGAINST_WORDS) as Comparison[]).map((value) => ({
            value,
            label: AGAINST_WORDS[value],
          }))}
        />
      </div>
      <Body
        head={head}
        data={data}
        render={(shown) =>
          narrow ? (
            <PhoneGrid
              data={shown}
              against={against}
              one={one}
              onOne={(next) => set({ one: next })}
              onSight={onSight}
            />
          ) : (
            <MetricGrid key={metrics.join()} data={shown} against={against} onSight={onSight} />
          )
        }
      />
      <p className={styles.legend}>
        <span>
          <Glyph state="ahead" /> better than the band
        </span>
        <span>
          <Glyph state="behind" /> worse than the band
        </span>
        <span>
          <Glyph state="watch" /> outside, neither better nor worse
        </span>
        <span>{LEGEND[against]}</span>
        {data && data.hidden > 0 ? <span>{hiddenWords(data.hidden)}</span> : null}
      </p>
      {missing.length > 0 ? (
        <p className={styles.waiting}>
          Waiting for data: {missing.map(({ label, waitsFor }) => waitingWords(label, waitsFor)).join('; ')}.
        </p>
      ) : null}
    </>
  )
}

function Body({
  head,
  data,
  render,
}: {
  head: ReturnType<typeof useGrid>['head']
  data: GridData | null
  render: (data: GridData) => ReactNode
}) {
  if (head.isError && !data) return <Failure message={messageOf(head.error)} onRetry={() => void head.refetch()} />
  if (!data) return <Loading lines={10} />
  if (data.count === 0) return <Empty>Nobody here whose figures you may see by name.</Empty>
  return render(data)
}

function waitingWords(label: string, waitsFor: string): string {
  return `${label} (${waitsFor})`
}

function ExportMenu({ metrics, against }: { metrics: readonly string[]; against: Comparison }) {
  const { scope, period } = useView()
  const query = new URLSearchParams({ scope: scopeToText(scope), period, against, metrics: metrics.join() }).toString()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`/api/v1/metric-grid/metrics.csv?${query}`} download>
          CSV
        </Menu.Item>
        <Menu.Item component="a" href={`/api/v1/metric-grid/metrics.xlsx?${query}`} download>
          Excel
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Known metrics in the order of their families; within a family as asked. */
function inFamilies(asked: readonly string[], meanings: readonly MetricMeaning[]): string[] {
  const known = new Map(meanings.filter(({ per }) => per === null).map((one) => [one.id, one.family]))
  return FAMILIES.flatMap((family) => asked.filter((id) => known.get(id) === family))
}

/** Cells outside their band among those that are there. */
function outside(data: GridData): number {
  let found = 0
  for (let row = 0; row < data.count; row += 1)
    for (let column = 0; column < data.metrics.length; column += 1) {
      const place = data.cell(row, column)?.place
      if (place === 'above' || place === 'below') found += 1
    }
  return found
}
