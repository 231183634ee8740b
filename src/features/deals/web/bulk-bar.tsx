import { Button, Popover } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { memo, useState } from 'react'
import type { DealEditInput, DealRow } from '../contract.ts'
import { useApi } from '../../api.tsx'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import { CellEditor } from './cell-editor.tsx'
import type { ColumnId } from './columns.ts'
import styles from './panels.module.css'
import { OutcomeButton } from './outcome-button.tsx'
import { WINDOW } from './use-board.ts'
import type { Choices } from './use-choices.ts'
import type { DealListQuestion, Shown, useDealEdits } from './use-deal-edits.ts'
import type { Selection } from './use-selection.ts'
import { manyWords, outcomesWords, selectAllWords, selectedWords } from './words.ts'

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
  /** the first rows of the list */
  readonly first: readonly DealRow[]
  /** the list whose deals are all marked, as the server is asked for it */
  readonly list: DealListQuestion
  readonly choices: Choices
  readonly edits: ReturnType<typeof useDealEdits>
}

/** One edit for every marked deal, taken back by one undo. */
export const BulkBar = memo(function BulkBar({ selection, count, first, list, choices, edits }: BulkBarProps) {
  const api = useApi()
  const queries = useQueryClient()
  const { rows, whole, clear } = selection
  if (rows.length === 0) return null
  const marked = whole ? count : rows.length
  const save = (change: DealEditInput, shown: Shown) => {
    const [field = ''] = Object.keys(change)
    const label = manyWords(marked, DEAL_FIELDS[field] ?? field)
    if (whole) edits.editListed(list, { edit: change }, label)
    else edits.editMany(rows, change, label, shown)
    clear()
  }
  const selectAll = async () => {
    if (count > MOST) return selection.selectWhole(first)
    const offsets = Array.from({ length: Math.ceil(count / WINDOW) }, (_, at) => at * WINDOW)
    const windows = await Promise.all(
      offsets.map((offset) =>
        queries.fetchQuery(
          api.deals.board.queryOptions({ input: { ...list.search, scope: list.scope, offset, limit: WINDOW } }),
        ),
      ),
    )
    selection.selectAll(windows.flatMap((window) => window.rows))
  }
  return (
    <div className={styles.bulk} role="toolbar" aria-label="Edit the selected deals">
      <span role="status">{selectedWords(marked)}</span>
      {marked === count ? null : (
        <button type="button" className="plain" onClick={() => void selectAll()}>
          {selectAllWords(count)}
        </button>
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
              if (whole) edits.editListed(list, { won, reason }, outcomesWords(marked, won))
              else edits.decide(rows, won, reason, choices.stages)
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
})

/** As many as are sent one by one, each with what the editor has seen; more are edited where they lie. */
const MOST = 2000

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
  const blank = {
    ...first,
    stageId: null,
    ownerId: null,
    closeDate: null,
    amount: null,
    nextStep: null,
    nextStepDate: null,
  }
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
