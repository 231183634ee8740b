import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import type { ProblemGroup } from '../contract.ts'
import styles from './sources.module.css'
import { useRevise } from './use-revise.tsx'

const EFFECTS = {
  reject: 'row left out',
  cell: 'cell left empty',
  skip: 'no data, left out',
  note: 'kept as it is',
} as const

const ORDER = Object.keys(EFFECTS)

/** Problems grouped by their repair, the worst first; a value is repaired once for all its rows. */
export function Problems({ importId, problems }: { importId: string; problems: readonly ProblemGroup[] }) {
  if (problems.length === 0) return null
  const sorted = problems.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.rows - a.rows)
  return (
    <Section title="Problems" aside={problemsWords(problems)}>
      <ul className={styles.problems}>
        {sorted.map((group) => (
          <Problem key={`${group.severity}:${group.group}`} importId={importId} group={group} />
        ))}
      </ul>
    </Section>
  )
}

function problemsWords(problems: readonly ProblemGroup[]): string {
  const lost = problems.filter(({ severity }) => severity === 'reject').reduce((sum, { rows }) => sum + rows, 0)
  if (lost === 0) return 'no row is lost'
  return lost === 1 ? 'one row is left out' : `${formatCount(lost)} rows are left out`
}

function Problem({ importId, group }: { importId: string; group: ProblemGroup }) {
  const { severity, reason, remedy, rows, examples, values } = group
  const column = examples.find((example) => example.column !== null)
  const repairable = column !== undefined && values.length > 0 && severity !== 'skip'
  return (
    <li className={styles.problem}>
      <div className={styles.problemHead}>
        <span>{reason}</span>
        <span className={styles.problemRows}>{rowsWords(rows)}</span>
        <span className="quiet">{EFFECTS[severity]}</span>
      </div>
      <p className="quiet">{examples.map(exampleWords).join('; ')}</p>
      {remedy === null ? null : <p className="quiet">{remedy}</p>}
      {repairable ? (
        <details className={styles.level}>
          <summary>Repair here, once for all rows</summary>
          {values.map(({ value, rows: count }) => (
            <Replacement
              key={value}
              importId={importId}
              file={column.file}
              column={column.column ?? ''}
              value={value}
              rows={count}
            />
          ))}
        </details>
      ) : null}
    </li>
  )
}

function rowsWords(rows: number): string {
  return rows === 1 ? '1 row' : `${formatCount(rows)} rows`
}

function exampleWords({ row, column, value }: ProblemGroup['examples'][number]): string {
  return [row === null ? null : `row ${formatCount(row)}`, column, value === null ? null : `“${value}”`]
    .filter((part) => part !== null)
    .join(' ')
}

/** One value of a column, and what it is to be read as in every row. */
function Replacement({
  importId,
  file,
  column,
  value,
  rows,
}: {
  importId: string
  file: string
  column: string
  value: string
  rows: number
}) {
  const api = useApi()
  const [as, setAs] = useState('')
  const replace = useMutation(api.sources.imports.replace.mutationOptions(useRevise(importId)))
  return (
    <form
      className={styles.replacement}
      onSubmit={(event) => {
        event.preventDefault()
        replace.mutate({ importId, file, column, value, as })
      }}
    >
      <span className={styles.raw}>{value === '' ? 'empty' : value}</span>
      <span className="quiet">{rowsWords(rows)}</span>
      <TextInput
        aria-label={`Read “${value}” in ${column} as`}
        placeholder="read as; empty leaves the cell empty"
        value={as}
        onChange={(event) => setAs(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={replace.isPending}>
        Repair
      </Button>
    </form>
  )
}
