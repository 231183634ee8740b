import { useMutation } from '@tanstack/react-query'
import { OBJECT_KINDS } from '#domain/import/object-kind.ts'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import type { PreviewColumn, PreviewFile } from '../contract.ts'
import styles from './sources.module.css'
import { useRevise } from './use-revise.tsx'
import { fieldWords, OBJECT_WORDS, surenessOf, type Sureness } from './words.ts'

const LEVELS = [
  ['check', 'Please check'],
  ['sure', 'Sure'],
  ['left-out', 'Left out'],
] as const satisfies readonly (readonly [Sureness, string])[]

const LEFT_OUT = ''

/** What a file and its columns were read as, on real rows, in three levels of sureness; each guess can be changed. */
export function Columns({ importId, file }: { importId: string; file: PreviewFile }) {
  const api = useApi()
  const setObject = useMutation(api.sources.imports.setObject.mutationOptions(useRevise(importId)))
  return (
    <Section title={file.name} aside={file.rows === 1 ? '1 row' : `${formatCount(file.rows)} rows`}>
      <label className={styles.object}>
        <span>These rows are</span>
        <select
          className={styles.select}
          value={file.object ?? LEFT_OUT}
          disabled={setObject.isPending}
          onChange={(event) =>
            setObject.mutate({
              importId,
              fileNo: file.fileNo,
              object: OBJECT_KINDS.find((kind) => kind === event.currentTarget.value) ?? null,
            })
          }
        >
          <option value={LEFT_OUT}>left out: {file.label}</option>
          {OBJECT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {OBJECT_WORDS[kind]}
            </option>
          ))}
        </select>
      </label>
      {file.object === null
        ? null
        : LEVELS.map(([level, label]) => {
            const columns = file.columns.filter((column) => surenessOf(column) === level)
            if (columns.length === 0) return null
            return (
              <details key={level} className={styles.level} open={level === 'check'}>
                <summary>
                  {label} <span className="quiet">{formatCount(columns.length)}</span>
                </summary>
                <ul className={styles.columns}>
                  {columns.map((column) => (
                    <ColumnRow key={column.index} importId={importId} file={file} column={column} />
                  ))}
                </ul>
              </details>
            )
          })}
    </Section>
  )
}

function ColumnRow({ importId, file, column }: { importId: string; file: PreviewFile; column: PreviewColumn }) {
  const api = useApi()
  const revise = useRevise(importId)
  const setMapping = useMutation(api.sources.imports.setMapping.mutationOptions(revise))
  const replace = useMutation(api.sources.imports.replace.mutationOptions(revise))
  return (
    <li className={styles.column}>
      <span className={styles.header}>{column.header}</span>
      <select
        className={styles.select}
        aria-label={`Read ${column.header} as`}
        value={column.ignored ? LEFT_OUT : (column.field ?? LEFT_OUT)}
        disabled={setMapping.isPending}
        onChange={(event) =>
          setMapping.mutate({
            importId,
            fileNo: file.fileNo,
            column: column.index,
            field: event.currentTarget.value === LEFT_OUT ? null : event.currentTarget.value,
          })
        }
      >
        <option value={LEFT_OUT}>{column.ignored ? 'left out' : 'kept as a field of its own'}</option>
        {file.fields.map((field) => (
          <option key={field} value={field}>
            {fieldWords(field)}
          </option>
        ))}
      </select>
      <span className={styles.examples}>
        <Examples column={column} />
        {column.replaced.map(({ value, as }) => (
          <span key={value} className={styles.example}>
            {value} <span className="quiet">→ {as === '' ? 'empty' : as}, repaired</span>{' '}
            <button
              type="button"
              className="plain"
              onClick={() => replace.mutate({ importId, file: file.name, column: column.header, value, as: null })}
            >
              Undo
            </button>
          </span>
        ))}
      </span>
    </li>
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
