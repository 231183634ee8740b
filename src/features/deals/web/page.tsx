import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { readDealOrder } from '#domain/deal/list.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { usePaletteItems } from '../../palette.tsx'
import { scopeToText } from '../../scope-text.ts'
import { useFrame, useView } from '../../view.tsx'
import type { DealRow } from '../contract.ts'
import { BulkBar } from './bulk-bar.tsx'
import { DealGrid } from './deal-grid.tsx'
import styles from './deals.module.css'
import { FilterBar } from './filter-bar.tsx'
import { ListedEdits } from './listed-edits.tsx'
import { linesOf } from './lines.ts'
import { NewDeal } from './new-deal.tsx'
import { Peek } from './peek.tsx'
import { isFiltered, useDealSearch } from './search.ts'
import { useBoard, WINDOW, type WindowsInSight } from './use-board.ts'
import { useChoices } from './use-choices.ts'
import { useDealEdits } from './use-deal-edits.ts'
import { useSelection } from './use-selection.ts'
import { ViewsMenu } from './views-menu.tsx'
import { emptyWords } from './words.ts'

const NONE: readonly DealRow[] = []
const TOP: WindowsInSight = { first: 0, last: 0 }

/** Every deal of a scope as a fast list: filtered, grouped, added up, edited in its place. */
export function Page() {
  const { me, workspace } = useFrame()
  const { scope } = useView()
  const { search, asked, set, show } = useDealSearch()
  const [inSight, setInSight] = useState(TOP)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [peeked, setPeeked] = useState<DealRow | null>(null)
  // whoever begins without any data comes here to type the first one
  const [making, setMaking] = useState(() => globalThis.location.hash === '#new')
  const { head, rowAt } = useBoard(scope, asked, inSight)
  const selection = useSelection()
  // a mark shows at once, what can be done with it right after
  const marked = useDeferredValue(selection)
  const choices = useChoices(search.account)
  const edits = useDealEdits()
  const list = useMemo(() => ({ search: asked, scope }), [asked, scope])
  const open = useOpenDrawer()
  const mayWrite = allows(me.level, 'deals.write')
  useShortcuts(
    useMemo(() => (mayWrite ? [{ keys: 'n', label: 'New deal', run: () => setMaking(true) }] : []), [mayWrite]),
  )
  usePaletteItems(
    useMemo(
      () => (mayWrite ? [{ id: 'deals.new', label: 'New deal', keys: 'n', run: () => setMaking(true) }] : []),
      [mayWrite],
    ),
  )
  const onSight = useCallback((firstRow: number, lastRow: number) => {
    const first = Math.floor(firstRow / WINDOW)
    const last = Math.floor(lastRow / WINDOW)
    setInSight((before) => (before.first === first && before.last === last ? before : { first, last }))
  }, [])
  const board = head.data
  const lines = useMemo(
    () => linesOf(board?.groups ?? [], search.group !== undefined, closed),
    [board?.groups, search.group, closed],
  )
  if (head.isError && !board) return <Failure message={messageOf(head.error)} onRetry={() => void head.refetch()} />
  const total = board?.total
  const toggle = (key: string) => setClosed((before) => toggled(before, key))
  const clock = { today: workspace.clock.today, now: workspace.clock.now, zone: workspace.org.zone }
  return (
    <>
      <PageHead
        title="Deals"
        actions={
          <>
            <ViewsMenu search={search} onShow={show} />
            <ExportMenu search={asked} scope={scopeToText(scope)} />
            {mayWrite ? (
              <NewDeal
                opened={making}
                onOpen={setMaking}
                onCreate={(fields) => {
                  setMaking(false)
                  edits.create(fields, (id) => open('deal', id))
                }}
              />
            ) : null}
          </>
        }
      />
      <div className={styles.page}>
        <FilterBar
          search={search}
          choices={choices}
          onChange={set}
          total={total ?? null}
          currency={board?.currency ?? workspace.org.currency}
          asked={asked}
          scope={scope}
        />
        {mayWrite ? <ListedEdits /> : null}
        {!board ? (
          <Loading lines={12} />
        ) : lines.count === 0 ? (
          <Nothing
            filtered={isFiltered(search)}
            words={emptyWords(isFiltered(search), search.status ?? 'open')}
            onClear={() => show({})}
          />
        ) : (
          <DealGrid
            key={JSON.stringify([asked.group, asked.status])}
            lines={lines}
            rowAt={rowAt}
            onSight={onSight}
            sort={readDealOrder(search)}
            onSort={(sort) => set({ sort })}
            selection={selection}
            choices={choices}
            edits={edits}
            mayWrite={mayWrite}
            heading={{
              by: search.group ?? 'owner',
              search: asked,
              scope,
              currency: board.currency,
              closed,
              onToggle: toggle,
            }}
            onOpen={(id) => open('deal', id)}
            peeking={peeked !== null}
            onPeek={setPeeked}
            {...clock}
          />
        )}
        {peeked ? <Peek key={peeked.id} row={peeked} /> : null}
        <BulkBar
          selection={marked}
          count={total?.count ?? 0}
          first={board?.rows ?? NONE}
          list={list}
          choices={choices}
          edits={edits}
        />
      </div>
    </>
  )
}

function Nothing({ filtered, words, onClear }: { filtered: boolean; words: string; onClear: () => void }) {
  const { me } = useFrame()
  const action = filtered ? (
    <Button variant="default" onClick={onClear}>
      Show all open deals
    </Button>
  ) : allows(me.level, 'imports.manage') ? (
    <Button component={Link} to="/sources">
      Drop a file
    </Button>
  ) : null
  return <Empty action={action}>{words}</Empty>
}

interface ExportMenuProps {
  readonly search: Readonly<Record<string, string | undefined>>
  readonly scope: string
}

const ExportMenu = memo(function ExportMenu({ search, scope }: ExportMenuProps) {
  const present = Object.entries({ ...search, scope }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const query = new URLSearchParams(present).toString()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`/api/v1/deal-list/deals.csv?${query}`} download>
          CSV
        </Menu.Item>
        <Menu.Item component="a" href={`/api/v1/deal-list/deals.xlsx?${query}`} download>
          Excel
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
})

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
