import { Menu, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useState } from 'react'
import { DEAL_GROUPINGS, type DealSearch } from '#domain/deal/list.ts'
import type { DealSelection } from '#domain/deal/selection.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { Figure } from '../../figure.tsx'
import type { Scope } from '../../scope.ts'
import { useView } from '../../view.tsx'
import type { DealSum } from '../contract.ts'
import styles from './deals.module.css'
import { listFigure } from './figure-of.ts'
import { FilterChip } from './filter-chip.tsx'
import { type FilterField, FILTERS, filterValue } from './filters.ts'
import type { Choices } from './use-choices.ts'
import { countWords, GROUP_WORDS, STATUS_WORDS, sumWords } from './words.ts'

const ALWAYS = new Set(['owner', 'stage', 'closing'])
const TYPING_MS = 200

interface FilterBarProps {
  readonly search: DealSearch
  readonly choices: Choices
  /** what the whole list adds up to: it stays in sight */
  readonly total: DealSum | null
  readonly currency: string
  /** the list as the server is asked for it */
  readonly asked: DealSearch
  readonly scope: Scope
  readonly onChange: (change: DealSearch) => void
}

/** One row that makes the list: text, status, what is filtered by, and what it is grouped by. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { search, choices, total, currency, asked, scope, onChange } = props
  const { period } = useView()
  const [added, setAdded] = useState<readonly string[]>([])
  const shown = FILTERS.filter(({ id }) => ALWAYS.has(id) || added.includes(id) || isSet(search, id))
  const others = FILTERS.filter((filter) => !shown.includes(filter))
  const periodName = formatPeriod(period)
  const measure = useHeightBelow()
  return (
    <div className={styles.filters} role="search" aria-label="Filter deals" ref={measure}>
      <FilterText text={search.text ?? ''} onText={(text) => onChange({ text: text === '' ? undefined : text })} />
      <div className={styles.statuses} role="group" aria-label="Status">
        {STATUSES.map((status) => (
          <button
            key={status}
            type="button"
            aria-pressed={(search.status ?? 'open') === status}
            onClick={() => onChange({ status: status === 'open' ? undefined : status, sort: undefined })}
          >
            {STATUS_WORDS[status]}
          </button>
        ))}
      </div>
      {shown.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          search={search}
          choices={choices}
          periodName={periodName}
          justAdded={added.at(-1) === filter.id && !isSet(search, filter.id)}
          onChange={onChange}
          onClear={() => {
            setAdded(added.filter((id) => id !== filter.id))
            onChange(Object.fromEntries(filter.keys.map((key) => [key, undefined])))
          }}
        />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={styles.chip}>
            <IconPlus size={14} stroke={1.6} aria-hidden /> Filter
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {others.map(({ id, label }) => (
            <Menu.Item key={id} onClick={() => setAdded([...added.filter((one) => one !== id), id])}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className={styles.total}>
        {total ? (
          <>
            <Figure figure={listFigure(asked, scope, { counted: true })}>{countWords(total.count)}</Figure>
            <Figure figure={listFigure(asked, scope, { counted: false })}>{sumWords(total, currency)}</Figure>
          </>
        ) : null}
      </span>
      <span className={styles.grouping}>
        <NativeSelect
          size="xs"
          aria-label="Group by"
          value={search.group ?? ''}
          data={[
            { value: '', label: 'Not grouped' },
            ...DEAL_GROUPINGS.map((value) => ({ value, label: groupedBy(GROUP_WORDS[value]) })),
          ]}
          onChange={(event) => onChange({ group: (event.currentTarget.value || undefined) as DealSearch['group'] })}
        />
      </span>
    </div>
  )
})

/** Tells what sticks below the filters how tall they are: their chips may take two rows. */
function useHeightBelow() {
  return useCallback((bar: HTMLDivElement | null) => {
    const page = bar?.parentElement
    if (!bar || !page) return undefined
    const observer = new ResizeObserver(() => page.style.setProperty('--filters', `${bar.offsetHeight}px`))
    observer.observe(bar)
    return () => observer.disconnect()
  }, [])
}

const STATUSES = ['open', 'won', 'lost', 'all'] as const satisfies readonly DealSelection[]

function groupedBy(what: string): string {
  return `By ${what.toLowerCase()}`
}

function isSet(search: DealSearch, id: FilterField['id']): boolean {
  const filter = FILTERS.find((one) => one.id === id)
  return filter !== undefined && filterValue(filter, search).length > 0
}

/** The text goes into the address when the typing pauses. */
function FilterText({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  const [before, setBefore] = useState(text)
  if (before !== text) {
    setBefore(text)
    setTyped(text)
  }
  useEffect(() => {
    if (typed === text) return
    const timer = setTimeout(() => onText(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, text, onText])
  return (
    <TextInput
      size="xs"
      type="search"
      className={styles.search}
      data-filter
      aria-label="Filter by text"
      placeholder="Filter  /"
      leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        document.querySelector<HTMLElement>('#page [role="gridcell"][tabindex="0"]')?.focus()
      }}
    />
  )
}
