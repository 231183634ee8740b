import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { useStillPage } from '#ui/drawer/still-page.ts'
import { Keys } from '#ui/keyboard/keys.tsx'
import { useApi } from './api.tsx'
import type { OpenFound, PaletteItem } from './palette.tsx'
import styles from './palette.module.css'

interface PaletteRow extends PaletteItem {
  readonly group: string
  readonly detail?: string | null
}

const MOST_OF_A_GROUP = 8
const ACTIONS = 'On this page'
const FOUND = { deal: 'Deals', account: 'Accounts', contact: 'Contacts', metric: 'Metrics' } as const

/** Type a word, choose a line, Enter. */
export function PaletteDialog({
  items,
  openFound,
  onClose,
}: {
  items: readonly PaletteItem[]
  openFound: OpenFound
  onClose: () => void
}) {
  useStillPage()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const found = useFound(text.trim(), openFound)
  const rows = useMemo(() => [...matching(items, text), ...found], [items, text, found])
  const chosen = rows[Math.min(at, rows.length - 1)]
  const groups = [...new Set(rows.map((row) => row.group))]
  const run = (row: PaletteRow | undefined) => {
    if (!row) return
    onClose()
    row.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') run(chosen)
    else if (step === undefined) return
    else setAt((rows.length + Math.min(at, rows.length - 1) + step) % Math.max(1, rows.length))
    event.preventDefault()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      lockScroll={false}
      classNames={{ body: styles.body }}
      yOffset="12vh"
      centered={false}
      size={560}
      title={undefined}
      aria-label="Find and do"
    >
      <input
        className={styles.input}
        data-autofocus
        value={text}
        placeholder="Find a deal, an account, a person, or do something"
        aria-label="Find and do"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} className={styles.list} role="listbox" aria-label="Found">
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <p className={styles.group} aria-hidden>
              {group}
            </p>
            {rows
              .filter((row) => row.group === group)
              .map((row) => (
                <PaletteLine
                  key={row.id}
                  id={`${list}-${row.id}`}
                  row={row}
                  chosen={row === chosen}
                  onPoint={() => setAt(rows.indexOf(row))}
                  onRun={() => run(row)}
                />
              ))}
          </div>
        ))}
        {rows.length === 0 ? (
          <p className={styles.none} role="status">
            Nothing of that name.
          </p>
        ) : null}
      </div>
    </Modal>
  )
}

interface PaletteLineProps {
  readonly id: string
  readonly row: PaletteRow
  readonly chosen: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

function PaletteLine({ id, row, chosen, onPoint, onRun }: PaletteLineProps) {
  return (
    // the keyboard stays in the field, which names the chosen line
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={styles.line}
      ref={(line) => {
        if (chosen) line?.scrollIntoView({ block: 'nearest' })
      }}
      onPointerMove={onPoint}
      onClick={onRun}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onRun()
      }}
    >
      <span className={styles.label}>{row.label}</span>
      {row.detail ? <span className={styles.detail}>{row.detail}</span> : null}
      {row.keys ? <Keys keys={row.keys} /> : null}
    </div>
  )
}

/** Lines with every word of the text; of each group the first few. */
function matching(items: readonly PaletteItem[], text: string): PaletteRow[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const kept = new Map<string, number>()
  return items.flatMap((item) => {
    const label = item.label.toLocaleLowerCase()
    if (!words.every((word) => label.includes(word))) return []
    const group = item.group ?? ACTIONS
    const count = (kept.get(group) ?? 0) + 1
    kept.set(group, count)
    return count > MOST_OF_A_GROUP ? [] : [{ ...item, group }]
  })
}

function useFound(text: string, open: OpenFound): PaletteRow[] {
  const api = useApi()
  const { data } = useQuery(api.search.find.queryOptions({ input: { text: text || ' ' }, enabled: text.length >= 2 }))
  return useMemo(() => {
    if (text.length < 2) return []
    return (data?.found ?? []).flatMap((found) => {
      const run = open(found)
      if (!run) return []
      return [
        { id: `${found.kind}-${found.id}`, label: found.label, detail: found.detail, group: FOUND[found.kind], run },
      ]
    })
  }, [data, text, open])
}
