import { useEffect, useRef, useState, type RefObject } from 'react'

const DRAGGED = 'application/x-leadout-org'

/** What a row is when it is dragged: `person <id>` or `team <id>`. */
export type Dragged = `${'person' | 'team'} ${string}`

/** Makes a row draggable as `dragged`; null: it stays where it is. */
export function useDraggable(dragged: Dragged | null): RefObject<HTMLLIElement | null> {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const element = row.current
    if (element === null || dragged === null) return
    element.draggable = true
    const start = (event: DragEvent) => {
      event.stopPropagation()
      event.dataTransfer?.setData(DRAGGED, dragged)
    }
    element.addEventListener('dragstart', start)
    return () => {
      element.draggable = false
      element.removeEventListener('dragstart', start)
    }
  }, [dragged])
  return row
}

/** Whether something that may fall here is over the row; `onDrop` hears what was let go. */
export function useDropTarget(
  row: RefObject<HTMLLIElement | null>,
  onDrop: ((kind: string, id: string) => void) | null,
): boolean {
  const [over, setOver] = useState(false)
  const drop = useRef(onDrop)
  useEffect(() => {
    drop.current = onDrop
  })
  useEffect(() => {
    const element = row.current
    if (element === null) return
    const enter = (event: DragEvent) => {
      if (drop.current === null || !event.dataTransfer?.types.includes(DRAGGED)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = () => setOver(false)
    const fall = (event: DragEvent) => {
      setOver(false)
      const [kind, id] = event.dataTransfer?.getData(DRAGGED).split(' ') ?? []
      if (kind === undefined || id === undefined) return
      event.preventDefault()
      drop.current?.(kind, id)
    }
    element.addEventListener('dragover', enter)
    element.addEventListener('dragleave', leave)
    element.addEventListener('drop', fall)
    return () => {
      element.removeEventListener('dragover', enter)
      element.removeEventListener('dragleave', leave)
      element.removeEventListener('drop', fall)
    }
  }, [row])
  return over
}
