import { useSearch } from '@tanstack/react-router'
import { useMemo, type ComponentType } from 'react'
import { DrawerPlaceContext } from '#ui/drawer/place.ts'
import { type DrawerContentProps, useCloseDrawer } from './drawers.tsx'
import { drawers } from './pages.ts'
import { partOf } from './part.tsx'

const CONTENTS = new Map(drawers.map(({ id, load }) => [id, partOf(async () => (await load()).Drawer)]))

export const loadsOfDrawers = [...CONTENTS.values()].map(({ load }) => load)

/** The drawers that the address names, in its order, the last one on top. */
export function DrawerHost() {
  const search: Record<string, string | undefined> = useSearch({ strict: false })
  const open = Object.entries(search).flatMap(([name, id]) => {
    const Content = CONTENTS.get(name)?.Component
    return Content && id ? [{ name, id, Content }] : []
  })
  return open.map(({ name, ...content }, depth) => (
    <OpenDrawer key={name} name={name} {...content} depth={depth} top={depth === open.length - 1} />
  ))
}

interface OpenDrawerProps extends DrawerContentProps {
  readonly name: string
  readonly Content: ComponentType<DrawerContentProps>
  readonly depth: number
  readonly top: boolean
}

function OpenDrawer({ name, id, Content, depth, top }: OpenDrawerProps) {
  const onClose = useCloseDrawer(name)
  const place = useMemo(() => ({ top, depth, onClose }), [top, depth, onClose])
  return (
    <DrawerPlaceContext value={place}>
      <Content key={id} id={id} />
    </DrawerPlaceContext>
  )
}
