import { Button, Menu } from '@mantine/core'
import { memo, useMemo, useState } from 'react'
import type { DealSearch } from '#domain/deal/list.ts'
import { usePaletteItems } from '../../palette.tsx'
import { SaveView, useSavedViews } from '../../saved-views.tsx'

interface ViewsMenuProps {
  readonly search: DealSearch
  readonly onShow: (search: Readonly<Record<string, string>>) => void
}

/** Lists under a name: own ones and those shared with everyone. A view is its address, so a link to it is one too. */
export const ViewsMenu = memo(function ViewsMenu({ search, onShow }: ViewsMenuProps) {
  const [naming, setNaming] = useState(false)
  const present = Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const { views, current, save, remove } = useSavedViews('deals', present)
  usePaletteItems(
    useMemo(
      () =>
        views.map(({ id, name, search: saved }) => ({
          id: `view.${id}`,
          label: name,
          group: 'Deal views',
          run: () => onShow(saved),
        })),
      [views, onShow],
    ),
  )
  const group = (label: string, shared: boolean) => {
    const some = views.filter((view) => view.shared === shared)
    return some.length === 0 ? null : (
      <>
        <Menu.Label>{label}</Menu.Label>
        {some.map((view) => (
          <Menu.Item key={view.id} aria-current={view === current || undefined} onClick={() => onShow(view.search)}>
            {view.name}
          </Menu.Item>
        ))}
      </>
    )
  }
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default">{current?.name ?? 'Views'}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {group('Mine', false)}
          {group('Shared with everyone', true)}
          {views.length > 0 ? <Menu.Divider /> : null}
          <Menu.Item onClick={() => setNaming(true)}>Save this view…</Menu.Item>
          {current?.own ? <Menu.Item onClick={() => remove(current)}>Remove this view</Menu.Item> : null}
        </Menu.Dropdown>
      </Menu>
      <SaveView opened={naming} onClose={() => setNaming(false)} onSave={save} />
    </>
  )
})
