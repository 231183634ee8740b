import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { DrawerPlaceContext } from '#ui/drawer/drawer.tsx'
import { useCloseDrawer } from './drawers.tsx'
import { drawers } from './pages.ts'

const CONTENTS = new Map(
  drawers.map(({ id, load }) => [id, lazy(() => load().then(({ Drawer }) => ({ default: Drawer })))]),
)

/** The drawers that the address names, in its order, the last one on top. */
export function DrawerHost() {
  const search: Record<string, string | undefined> = useSearch({ strict: false })
  const open = Object.entries(search).filter((entry): entry is [string, string] => CONTENTS.has(entry[0]) && !!entry[1])
  return open.map(([name, id], depth) => (
    <OpenDrawer key={name} name={name} id={id} depth={depth} top={depth === open.length - 1} />
  ))
}

function OpenDrawer({ name, id, depth, top }: { name: string; id: string; depth: number; top: boolean }) {
  const onClose = useCloseDrawer(name)
  const place = useMemo(() => ({ top, depth, onClose }), [top, depth, onClose])
  const Content = CONTENTS.get(name)
  return (
    <DrawerPlaceContext value={place}>
      <Suspense>{Content ? <Content key={id} id={id} /> : null}</Suspense>
    </DrawerPlaceContext>
  )
}
