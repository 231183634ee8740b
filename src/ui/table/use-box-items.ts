import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useReducer, useState } from 'react'

interface BoxItems {
  /** the element that scrolls */
  readonly box: RefObject<HTMLDivElement | null>
  readonly count: number
  /** pixels of each item */
  readonly size: number
  readonly horizontal?: boolean
  readonly overscan: number
  /** pixels covered by what sticks at the beginning, and kept free at the end */
  readonly padding: readonly [number, number]
}

/** The rows or columns that a scrolled box shows, with some to spare. */
export function useBoxItems({ box, count, size, horizontal = false, overscan, padding }: BoxItems) {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0)
  const options = {
    count,
    horizontal,
    overscan,
    estimateSize: () => size,
    scrollPaddingStart: padding[0],
    scrollPaddingEnd: padding[1],
    getScrollElement: () => box.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: redraw,
  }
  const [virtual] = useState(() => new Virtualizer<HTMLDivElement, HTMLElement>(options))
  virtual.setOptions(options)
  useEffect(() => virtual._didMount(), [virtual])
  useLayoutEffect(() => virtual._willUpdate())
  return virtual
}
