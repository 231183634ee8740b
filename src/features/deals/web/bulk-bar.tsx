import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import type { DealEditInput, DealRow } from '../contract.ts'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import { CellEditor } from './cell-editor.tsx'
import type { ColumnId } from './columns.ts'
import styles from './panels.module.css'
import { OutcomeButton } from './outcome-button.tsx'
import type { Choices } from './use-choices.ts'
import type { Shown, useDealEdits } from './use-deal-edits.ts'
import type { Selection } from './use-selection.ts'
import { manyWords, selectAllWords, selectedWords, tooManyWords } from './words.ts'

const FIELDS: readonly { readonly column: ColumnId; readonly label: string }[] = [
  { column: 'stage', label: 'Stage' },
  { column: 'owner', label: 'Owner' },
  { column: 'close', label: 'Close date' },
  { column: 'amount', label: 'Amount' },
  { column: 'nextStep', label: 'Next step' },
]

interface BulkBarProps {
  readonly selection: Selection
  /** of the whole list */
  readonly count: number
  readonly onSelectAll: () => void
  readonly choices: Choices
  readonly edits: ReturnType<typeof useDealEdits>
}

/** One edit for every marked deal, taken back by one undo. */
export function BulkBar({ selection, count, onSelectAll, choices, edits }: BulkBarProps) {
  const { rows, clear } = selection
  if (rows.length === 0) return null
  const save = (change: DealEditInput, shown: Shown) => {
    const field = Object.keys(change).join()
    edits.editMany(rows, change, manyWords(rows.length, DEAL_FIELDS[field] ?? field), shown)
    clear()
  }
  return (
    <div className={styles.bulk} role="toolbar" aria-label="Edit the selected deals">
      <span role="status">{selectedWords(rows.length)}</span>
      {rows.length === count ? null : count <= MOST ? (
        <button type="button" className="plain" onClick={onSelectAll}>
          {selectAllWords(count)}
        </button>
      ) : (
        <span className="quiet">{tooManyWords(MOST)}</span>
      )}
      <span className={styles.bulkActions}>
        {FIELDS.map(({ column, label }) => (
          <BulkField key={column} column={column} label={label} rows={rows} choices={choices} onSave={save} />
        ))}
        {([true, false] as const).map((won) => (
          <OutcomeButton
            key={String(won)}
            won={won}
            choices={choices}
            onDecide={(_, reason) => {
              edits.decide(rows, won, reason, choices.stages)
              clear()
            }}
          />
        ))}
        <Button size="xs" variant="subtle" onClick={clear}>
          Clear
        </Button>
      </span>
    </div>
  )
}

/** As many as one edit may change. */
export const MOST = 2000

interface BulkFieldProps {
  readonly column: ColumnId
  readonly label: string
  readonly rows: readonly DealRow[]
  readonly choices: Choices
  readonly onSave: (change: DealEditInput, shown: Shown) => void
}

function BulkField({ column, label, rows, choices, onSave }: BulkFieldProps) {
  const [open, setOpen] = useState(false)
  // the editor begins empty: the deals have values of their own
  const [first] = rows
  if (!first) return null
  const blank = { ...first, stageId: null, ownerId: null, closeDate: null, amount: null, nextStep: null }
  return (
    <Popover opened={open} onChange={setOpen} position="top" returnFocus width={260}>
      <Popover.Target>
        <Button size="xs" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        {open ? (
          <CellEditor column={column} deal={blank} choices={choices} onSave={onSave} onLeave={() => setOpen(false)} />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}
