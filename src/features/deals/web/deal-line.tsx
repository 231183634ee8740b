import { memo } from 'react'
import { dueWords } from '#ui/format/due-words.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatMoment } from '#ui/format/time.ts'
import { Figure } from '../../figure.tsx'
import type { DealEditInput, DealRow } from '../contract.ts'
import { CellEditor, type Leave } from './cell-editor.tsx'
import { COLUMNS, type ColumnId, EDITABLE } from './columns.ts'
import styles from './deals.module.css'
import type { Choices } from './use-choices.ts'
import type { Shown } from './use-deal-edits.ts'
import { closesWords, sinceWords, STATUS_WORDS } from './words.ts'

export interface LineActions {
  select(row: DealRow, index: number, range: boolean): void
  focus(index: number, column: number): void
  save(row: DealRow, change: DealEditInput, shown: Shown): void
  leave(index: number, column: number, leave: Leave): void
}

interface DealLineProps {
  readonly row: DealRow
  readonly index: number
  /** the column that takes the focus, or -1 */
  readonly active: number
  readonly editing: boolean
  readonly selected: boolean
  readonly mayWrite: boolean
  readonly choices: Choices
  readonly actions: LineActions
  readonly today: string
  readonly now: number
  readonly zone: string
}

/** One deal: a line of cells, each reached by the arrows; on a phone a card that opens it. */
export const DealLine = memo(function DealLine(props: DealLineProps) {
  const { row, index, active, editing, selected, mayWrite, choices, actions } = props
  return (
    <div
      role="row"
      className={styles.line}
      data-row
      data-selected={selected || undefined}
      data-active={active >= 0 || undefined}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={-1}
      onFocus={(event) => event.target === event.currentTarget && actions.focus(index, 0)}
    >
      <span role="gridcell" className={styles.check}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={selected}
          aria-label={`Select ${row.name ?? ''}`}
          onChange={() => undefined}
          onClick={(event) => actions.select(row, index, event.shiftKey)}
        />
      </span>
      {COLUMNS.map(({ id, end }, column) => {
        const editable = mayWrite && isEditable(row, id)
        const here = active === column
        return (
          <div
            key={id}
            role="gridcell"
            className={styles.cell}
            data-column={id}
            data-end={end}
            data-editable={editable || undefined}
            data-cell={`${index}-${column}`}
            tabIndex={here && !editing ? 0 : -1}
            aria-colindex={column + 2}
          >
            {here && editing ? (
              <CellEditor
                column={id}
                deal={row}
                choices={choices}
                onSave={(change, shown) => actions.save(row, change, shown)}
                onLeave={(leave) => actions.leave(index, column, leave)}
              />
            ) : (
              <CellText {...props} column={id} />
            )}
          </div>
        )
      })}
    </div>
  )
})

function CellText({ column, row, today, now, zone }: DealLineProps & { column: ColumnId }) {
  switch (column) {
    case 'name':
      return (
        <span className={styles.name} title={row.name ?? undefined}>
          {row.name ?? row.id}
          {Object.keys(row.differs).length > 0 ? (
            <span className={styles.differs} title="Differs from CRM">
              ◇<span className="sr-only"> differs from CRM</span>
            </span>
          ) : null}
        </span>
      )
    case 'account':
      return <span className={styles.clip}>{row.account ?? '–'}</span>
    case 'stage':
      return (
        <span className={styles.clip}>
          {row.stage ?? (row.status === 'open' ? 'unknown' : STATUS_WORDS[row.status])}
        </span>
      )
    case 'owner':
      return <span className={styles.clip}>{row.owner ?? 'no person'}</span>
    case 'nextStep':
      return (
        <>
          <span className={styles.clip} title={row.nextStep ?? undefined}>
            {row.nextStep ?? row.reason ?? ''}
          </span>
          {row.nextStepDate === null || row.status !== 'open' ? null : (
            <span className={styles.due} data-late={row.nextStepDate < today || undefined}>
              {dueWords(row.nextStepDate, today)}
            </span>
          )}
        </>
      )
    case 'touched':
      return (
        <Figure
          figure={{ kind: 'deal', of: { dealId: row.id, field: 'touches' } }}
          title={row.lastTouch === null ? undefined : formatMoment(row.lastTouch, zone)}
        >
          {sinceWords(row.lastTouch, now)}
        </Figure>
      )
    case 'created':
      return <>{closesWords(row.createdDate, today)}</>
    case 'close':
      return <>{closesWords(row.outcomeDate ?? row.closeDate, today)}</>
    case 'amount':
      return row.amount === null ? (
        <>–</>
      ) : (
        <Figure figure={{ kind: 'deal', of: { dealId: row.id, field: 'amount' } }}>
          {formatMoney(row.amount, row.currency, { style: 'exact' })}
        </Figure>
      )
  }
}

/** A decided deal keeps its credit, and a lost one shows an amount that it no longer has: the drawer edits those. */
export function isEditable(row: DealRow, column: ColumnId): boolean {
  if (!EDITABLE.includes(column)) return false
  if (column === 'owner') return row.status === 'open'
  return column !== 'amount' || row.status !== 'lost'
}
