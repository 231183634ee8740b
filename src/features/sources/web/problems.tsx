import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import type { ProblemGroup } from '../contract.ts'

const EFFECTS = {
  reject: 'row left out',
  cell: 'cell left empty',
  skip: 'no data, left out',
  note: 'kept as it is',
} as const

const COLUMNS: Column<ProblemGroup>[] = [
  { id: 'reason', header: 'Problem', cell: (group) => group.reason },
  { id: 'rows', header: 'Rows', align: 'end', cell: (group) => formatCount(group.rows) },
  { id: 'effect', header: 'Effect', cell: (group) => EFFECTS[group.severity] },
  {
    id: 'remedy',
    header: 'Repair',
    minor: true,
    cell: (group) => group.remedy ?? <span className="quiet">repair the file and import again</span>,
  },
  {
    id: 'examples',
    header: 'For example',
    minor: true,
    cell: (group) => <span className="quiet">{group.examples.map(exampleWords).join('; ')}</span>,
  },
]

function exampleWords({ row, column, value }: ProblemGroup['examples'][number]): string {
  return [row === null ? null : `row ${formatCount(row)}`, column, value === null ? null : `“${value}”`]
    .filter((part) => part !== null)
    .join(' ')
}

/** Problems grouped by their repair, the worst first. */
export function Problems({ problems }: { problems: readonly ProblemGroup[] }) {
  if (problems.length === 0) return null
  const order = ['reject', 'cell', 'skip', 'note']
  const sorted = problems.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.rows - a.rows)
  return (
    <Section title="Problems" aside={String(problems.length)}>
      <DataTable
        caption="Problems grouped by repair"
        columns={COLUMNS}
        rows={sorted}
        rowKey={(group) => `${group.severity}:${group.group}`}
      />
    </Section>
  )
}
