import { Button, Group, Radio, Switch, TextInput } from '@mantine/core'
import { BurnDownChart } from '#ui/charts/burn-down-chart.tsx'
import { pageSizes } from '#ui/charts/burn-down-option.ts'
import { PaceBars } from '#ui/charts/pace-bars.tsx'
import { Figures } from '#ui/figures.tsx'
import { formatMoney } from '#ui/format/money.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { AsOf, LiveDot } from '#ui/frame/status.tsx'
import { Mark } from '#ui/mark.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { State } from '#ui/state.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { DataTable } from '#ui/table/data-table.tsx'
import { BARS, BURN_DOWNS, PACE } from './fixtures.ts'

const money = {
  value: (minor: number) => formatMoney(minor, 'EUR', { style: 'compact' }),
  exact: (minor: number) => formatMoney(Math.round(minor), 'EUR', { style: 'exact' }),
}

/** Every component in its states, on invented figures. */
export function Page() {
  return (
    <>
      <PageHead title="Gallery" lead="Every component in its states, on invented figures." />
      <Charts />
      <Parts />
      <Controls />
      <Section title="States of a page">
        <Loading />
        <Empty action={<Button>Drop a file</Button>}>Nothing connected. A file is enough.</Empty>
        <Failure message="The server cannot be reached. Trying again." onRetry={() => undefined} />
      </Section>
    </>
  )
}

function Charts() {
  return (
    <>
      {BURN_DOWNS.map(({ name, figures, left, lands }) => (
        <Section key={name} title={`Burn-down: ${name.toLowerCase()}`}>
          <BurnDownChart figures={figures} format={money} words={{ left, lands }} sizes={pageSizes} height={260} />
        </Section>
      ))}
      <Section title="Pace bars">
        <PaceBars rows={BARS} pace={PACE} currency="EUR" />
      </Section>
    </>
  )
}

function Parts() {
  return (
    <>
      <Section title="Figures">
        <div style={{ paddingTop: 16 }}>
          <Figures
            items={[
              { label: 'Booked', value: '€497k', exact: '€497,000', note: <State state="ahead">ahead 17 pts</State> },
              { label: 'Lands at', value: '€749k', note: <State state="behind">98% of goal</State> },
              { label: 'Win rate', value: '4 of 21', note: <State state="watch">watch</State> },
              { label: 'Ramp', value: 'too few', note: <State state="even">inside band</State> },
            ]}
          />
        </div>
      </Section>
      <Section title="Table">
        <DataTable
          caption="Bars as a table"
          columns={[
            { id: 'label', header: 'Team', cell: (bar) => bar.label },
            { id: 'booked', header: 'Booked', align: 'end', cell: (bar) => money.exact(bar.booked ?? 0) },
            {
              id: 'goal',
              header: 'Goal',
              align: 'end',
              cell: (bar) => (bar.goal === null ? '–' : money.exact(bar.goal)),
            },
          ]}
          rows={BARS}
          rowKey={(bar) => bar.id}
        />
      </Section>
      <Section title="Marks">
        <Group gap={32} pt={16}>
          <Mark size={16} />
          <Mark size={32} />
          <LiveDot state="live" />
          <LiveDot state="lost" />
          <AsOf time="14:32" moment="16 Jun 2026, 14:32" age="2 days" />
        </Group>
      </Section>
    </>
  )
}

function Controls() {
  return (
    <Section title="Controls">
      <Group gap={16} pt={16} align="flex-end">
        <Button>Set goal</Button>
        <Button variant="default">Keep</Button>
        <Button disabled>Import</Button>
        <TextInput label="Goal in EUR" placeholder="720k" />
        <TextInput label="With a problem" defaultValue="12..5" error="Type an amount, for example 720k" />
      </Group>
      <Group gap={24} py={16}>
        <Radio name="gallery" label="Quota" defaultChecked />
        <Radio name="gallery" label="Own commitment" />
        <Switch label="Percent only" defaultChecked />
        <Switch label="As known then" />
      </Group>
      <ProgressBar share={0.44} label="Writing: 182,400 of 412,000 rows, 61,200 rows a second, 4 sec left" />
      <ProgressBar share={null} label="Reading the files: 12,000 rows" />
    </Section>
  )
}
