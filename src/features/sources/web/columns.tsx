import { useMutation } from '@tanstack/react-query'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import type { PreviewColumn, PreviewFile } from '../contract.ts'
import styles from './sources.module.css'
import { useRevise } from './use-revise.tsx'
import { fieldWords, surenessOf, type Sureness } from './words.ts'

const LEVELS = [
  ['check', '? check'],
  ['sure', '✓ sure'],
  ['left-out', '– left out'],
] as const satisfies readonly (readonly [Sureness, string])[]

const LEFT_OUT = ''

/** The columns of a file with what each was read as, on real rows; each guess can be changed. */
export function Columns({ importId, file }: { importId: string; file: PreviewFile }) {
  const api = useApi()
  const setMapping = useMutation(api.sources.imports.setMapping.mutationOptions(useRevise(importId)))
  const columns: Column<PreviewColumn>[] = [
    { id: 'header', header: 'Column', cell: (column) => column.header },
    {
      id: 'field',
      header: 'Read as',
      cell: (column) => (
        <select
          className={styles.select}
          aria-label={`Read ${column.header} as`}
          value={column.ignored ? LEFT_OUT : (column.field ?? LEFT_OUT)}
          onChange={(event) =>
            setMapping.mutate({
              importId,
              fileNo: file.fileNo,
              column: column.index,
              field: event.currentTarget.value === LEFT_OUT ? null : event.currentTarget.value,
            })
          }
        >
          <option value={LEFT_OUT}>left out</option>
          {file.fields.map((field) => (
            <option key={field} value={field}>
              {fieldWords(field)}
            </option>
          ))}
        </select>
      ),
    },
    { id: 'examples', header: 'First rows', cell: (column) => <Examples column={column} /> },
  ]
  const object = file.object === null ? 'not recognised, left out' : `read as ${fieldWords(file.object)}`
  return (
    <Section title={file.name} aside={`${object}, ${formatCount(file.rows)} rows`}>
      {LEVELS.map(([level, label]) => {
        const rows = file.columns.filter((column) => surenessOf(column) === level)
        if (rows.length === 0) return null
        return (
          <details key={level} className={styles.level} open={level === 'check' || file.columns.length <= 12}>
            <summary>
              {label} {rows.length}
            </summary>
            <DataTable
              caption={`Columns, ${label}`}
              columns={columns}
              rows={rows}
              rowKey={(column) => String(column.index)}
            />
          </details>
        )
      })}
    </Section>
  )
}

function Examples({ column }: { column: PreviewColumn }) {
  return (
    <>
      {column.examples
        .filter(({ raw }) => raw !== '')
        .map(({ raw, read }, at) => (
          <span key={at} className={styles.example}>
            {raw}
            {read === raw ? null : (
              <span className={read === null ? 'behind' : 'quiet'}> → {read ?? 'not readable'}</span>
            )}
          </span>
        ))}
    </>
  )
}
