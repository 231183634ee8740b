import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type FocusEvent,
} from 'react'
import type { DealOrder } from '#domain/deal/list.ts'
import type { DealRow } from '../contract.ts'
import type { Leave } from './cell-editor.tsx'
import { COLUMNS } from './columns.ts'
import { DealLine, isEditable, type LineActions } from './deal-line.tsx'
import styles from './deals.module.css'
import type { Lines } from './lines.ts'
import type { Selection } from './use-selection.ts'
import type { Choices } from './use-choices.ts'
import type { useDealEdits } from './use-deal-edits.ts'
import { useNarrow } from '#ui/table/use-narrow.ts'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import type { Shortcut } from '#ui/keyboard/shortcuts.ts'
import { useWindowLines } from '#ui/table/use-window-lines.ts'
import { GroupLine, type GroupLineProps } from './group-line.tsx'
import { HeadLine } from './head-line.tsx'

interface DealGridProps {
  readonly lines: Lines
  readonly rowAt: (offset: number) => DealRow | undefined
  readonly onSight: (first: number, last: number) => void
  readonly sort: DealOrder
  readonly onSort: (column: string) => void
  readonly selection: Selection
  readonly choices: Choices
  readonly edits: ReturnType<typeof useDealEdits>
  readonly mayWrite: boolean
  readonly heading: Omit<GroupLineProps, 'group' | 'index'>
  readonly onOpen: (id: string) => void
  readonly peeking: boolean
  readonly onPeek: (row: DealRow | null) => void
  readonly today: string
  readonly now: number
  readonly zone: string
}

interface Place {
  readonly index: number
  readonly column: number
  readonly editing: boolean
}

const HEIGHTS = { deal: 32, heading: 40 }
const NARROW_HEIGHTS = { deal: 64, heading: 52 }

/** What the grid does with keys itself, while a cell has the focus. */
const OWN_KEYS: readonly Shortcut[] = [
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map((keys) => ({ keys, label: 'Go to a cell', run: null })),
  { keys: 'Enter', label: 'Open or edit', run: null },
  { keys: 'Space', label: 'Look at the deal beside the list', run: null },
  { keys: 'x', label: 'Mark the deal', run: null },
  { keys: 'Escape', label: 'Take all marks away', run: null },
]

/** The lines in sight of a list of any length; arrows walk over its cells, Enter opens a deal or edits a cell. */
export function DealGrid(props: DealGridProps) {
  const { lines, rowAt, onSight, selection, choices, edits, mayWrite, onOpen, onPeek, peeking } = props
  useShortcuts(OWN_KEYS)
  const box = useRef<HTMLDivElement>(null)
  const narrow = useNarrow(767)
  const [place, setPlace] = useState<Place>({ index: -1, column: 0, editing: false })
  const [margin, setMargin] = useState(0)
  const focusNext = useRef(false)
  const heights = narrow ? NARROW_HEIGHTS : HEIGHTS
  const sizeOf = useCallback((index: number) => heights[lines.at(index).kind], [heights, lines])
  const virtual = useWindowLines({ count: lines.count, sizeOf, margin })
  useLayoutEffect(() => {
    const top = box.current?.getBoundingClientRect().top
    if (top !== undefined) setMargin(Math.round(top + globalThis.scrollY))
  }, [lines.count])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    const offsets = [first, last].flatMap((index) => {
      const deal = lines.dealFrom(index, index === first ? 1 : -1)
      const line = deal === null ? null : lines.at(deal)
      return line?.kind === 'deal' ? [line.offset] : []
    })
    if (offsets.length > 0) onSight(Math.min(...offsets), Math.max(...offsets))
  }, [lines, first, last, onSight])

  useLayoutEffect(() => {
    if (!focusNext.current || place.editing) return
    const cell = box.current?.querySelector<HTMLElement>(`[data-cell="${place.index}-${place.column}"]`)
    if (!cell) return
    focusNext.current = false
    cell.focus({ preventScroll: true })
  })

  const go = useCallback((index: number, column: number, editing = false) => {
    focusNext.current = !editing
    setPlace({ index, column, editing })
  }, [])
  const rowOf = useCallback(
    (index: number) => {
      const line = index < 0 || index >= lines.count ? null : lines.at(index)
      return line?.kind === 'deal' ? rowAt(line.offset) : undefined
    },
    [lines, rowAt],
  )
  const step = (by: 1 | -1, extend: boolean) => {
    const next = lines.dealFrom(place.index + by, by)
    if (next === null) return
    virtual.scrollToIndex(next)
    const row = rowOf(next)
    if (extend && row) selection.select(row, next, rowOf, true)
    if (peeking && row) onPeek(row)
    go(next, place.column)
  }
  const actions = useLatestActions({
    select: (row, index, range) => selection.select(row, index, rowOf, range),
    focus: (index, column) => go(index, column),
    save: (row, change, shown) => edits.editOne(row, change, shown),
    leave(index, column, leave) {
      if (leave === 'away') return setPlace({ index, column, editing: false })
      const row = rowOf(index)
      const by = leave === 'next' ? 1 : -1
      const next = leave === 'stay' || !row ? -1 : nextEditable(row, column, by)
      go(index, next < 0 ? column : next, next >= 0)
    },
  })

  const onKey = (event: KeyboardEvent) => {
    if (place.editing || event.ctrlKey || event.metaKey || event.altKey) return
    const row = rowOf(place.index)
    const target = event.target as HTMLElement
    if (target.tagName === 'INPUT') return
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => step(1, event.shiftKey),
      ArrowUp: () => step(-1, event.shiftKey),
      j: () => step(1, false),
      k: () => step(-1, false),
      J: () => step(1, true),
      K: () => step(-1, true),
      ArrowRight: () => go(place.index, Math.min(place.column + 1, COLUMNS.length - 1)),
      ArrowLeft: () => go(place.index, Math.max(place.column - 1, 0)),
      Home: () => go(place.index, 0),
      End: () => go(place.index, COLUMNS.length - 1),
      Enter() {
        if (!row) return
        if (mayWrite && editableAt(row, place.column)) go(place.index, place.column, true)
        else onOpen(row.id)
      },
      ' ': () => row && onPeek(peeking ? null : row),
      x: () => row && selection.select(row, place.index, rowOf, false),
      Escape: () => (peeking ? onPeek(null) : selection.clear()),
    }
    // a figure inside a cell has its own Enter and Space
    if (target.tagName === 'BUTTON' && (event.key === 'Enter' || event.key === ' ')) return
    const run = keys[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }

  // a cell is also reached by Tab and by leaving the filter
  const onFocus = (event: FocusEvent) => {
    const [index, column] = cellOf(event.target.getAttribute('data-cell'))
    if (index === undefined || column === undefined || (index === place.index && column === place.column)) return
    setPlace({ index, column, editing: false })
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const [index, column] = cellOf(target.closest('[data-cell]')?.getAttribute('data-cell'))
    const row = index === undefined ? undefined : rowOf(index)
    if (index === undefined || column === undefined || !row || place.editing || target.closest('button')) return
    if (column === 0) onOpen(row.id)
    else go(index, column, event.type === 'dblclick' && mayWrite && editableAt(row, column))
  }

  return (
    <div
      role="grid"
      aria-label="Deals"
      aria-rowcount={lines.count + 1}
      aria-multiselectable
      tabIndex={-1}
      onKeyDown={onKey}
      onFocus={onFocus}
      onClick={onClick}
      onDoubleClick={onClick}
      ref={box}
    >
      <HeadLine sort={props.sort} onSort={props.onSort} />
      <div role="rowgroup" className={styles.lines} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines.at(item.index)
          const row = line.kind === 'deal' ? rowAt(line.offset) : undefined
          const tabbable = place.index < 0 && item.index === lines.dealFrom(0, 1)
          return (
            <div
              key={item.key}
              role="presentation"
              className={styles.slot}
              style={{ height: item.size, transform: `translateY(${item.start - margin}px)` }}
            >
              {line.kind === 'heading' ? (
                <GroupLine {...props.heading} group={line.group} index={item.index} />
              ) : row ? (
                <DealLine
                  row={row}
                  index={item.index}
                  active={place.index === item.index ? place.column : tabbable ? 0 : -1}
                  editing={place.editing && place.index === item.index}
                  selected={selection.has(row.id)}
                  mayWrite={mayWrite}
                  choices={choices}
                  actions={actions}
                  today={props.today}
                  now={props.now}
                  zone={props.zone}
                />
              ) : (
                <div role="row" className={styles.line} aria-busy />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function cellOf(name: string | null | undefined): (number | undefined)[] {
  return name ? name.split('-').map(Number) : []
}

function editableAt(row: DealRow, column: number): boolean {
  const at = COLUMNS.at(column)
  return at !== undefined && isEditable(row, at.id)
}

function nextEditable(row: DealRow, column: number, by: 1 | -1): number {
  for (let next = column + by; next >= 0 && next < COLUMNS.length; next += by) if (editableAt(row, next)) return next
  return -1
}

/** Actions that stay the same object, so that a line that did not change is not drawn again. */
function useLatestActions(actions: LineActions): LineActions {
  const latest = useRef(actions)
  useLayoutEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({
      select: (...args) => latest.current.select(...args),
      focus: (...args) => latest.current.focus(...args),
      save: (...args) => latest.current.save(...args),
      leave: (index: number, column: number, leave: Leave) => latest.current.leave(index, column, leave),
    }),
    [],
  )
}
