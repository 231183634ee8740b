import { Button, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatDate } from '#ui/format/time.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { RateRow } from '../contract.ts'
import { pastedRates } from './paste-rates.ts'
import { useSettingEdit } from './use-setting-edit.ts'

const COLUMNS: Column<RateRow>[] = [
  { id: 'date', header: 'From', cell: (rate) => formatDate(rate.date, { year: true }), text: (rate) => rate.date },
  { id: 'currency', header: 'Currency', cell: (rate) => rate.currency, text: (rate) => rate.currency },
  { id: 'kind', header: 'Kind', cell: (rate) => rate.kind, text: (rate) => rate.kind },
  {
    id: 'rate',
    header: 'Rate',
    align: 'end',
    cell: (rate) => <span data-typed>{rate.rate}</span>,
    text: (rate) => rate.rate,
  },
]

/** Exchange rates: of the plan, for comparisons, and of the day, for bookings. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const save = useSettingEdit()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'plan' | 'daily'>('plan')
  const [problem, setProblem] = useState<string | null>(null)
  const query = useQuery(api.settings.rates.queryOptions())
  if (query.isError && !query.data)
    return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={6} />
  const { currency, rates } = query.data
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = pastedRates(text, kind, currency)
    setProblem(read.problem)
    if (read.problem !== null) return
    save(
      read.rates.length === 1 ? '1 rate saved' : `${read.rates.length} rates saved`,
      read.rates.map((patch) => ({ kind: 'rate', since: 'correction', patch })),
    )
    setText('')
  }
  return (
    <>
      <PageHead
        title="Exchange rates"
        lead={`Units of ${currency} for one unit of the other currency, from a date until the next. Plan rates compare, daily rates book.`}
      />
      {allows(me.level, 'settings.manage') ? (
        <form onSubmit={submit}>
          <Stack gap={12} maw={560}>
            <Textarea
              label="Paste rates"
              description={
                <>
                  One a line: <code>USD 2026-01-01 0.9231</code>. A rate that is there for that day is corrected.
                </>
              }
              rows={3}
              value={text}
              error={problem}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <NativeSelect
              label="Kind"
              data={[
                { value: 'plan', label: 'Plan' },
                { value: 'daily', label: 'Daily' },
              ]}
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value === 'daily' ? 'daily' : 'plan')}
            />
            <div>
              <Button type="submit" disabled={text.trim() === ''}>
                Save rates
              </Button>
            </div>
          </Stack>
        </form>
      ) : null}
      <Section title="Rates">
        {rates.length === 0 ? <Empty>Every deal is in the own currency so far, or its rate is missing.</Empty> : null}
        {rates.length > 0 ? (
          <DataTable
            caption="Exchange rates"
            columns={COLUMNS}
            rows={rates}
            rowKey={(rate) => `${rate.currency} ${rate.kind} ${rate.date}`}
          />
        ) : null}
      </Section>
    </>
  )
}
