import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useReducer, useState } from 'react'

interface WindowLines {
  readonly count: number
  readonly sizeOf: (index: number) => number
  /** pixels between the top of the document and the first line */
  readonly margin: number
}

const OVERSCAN = 12
/** what sticks above and floats below the lines */
const COVERED = { scrollPaddingStart: 132, scrollPaddingEnd: 64 }

/** The lines that the scrolled window shows, with some to spare. */
export function useWindowLines({ count, sizeOf, margin }: WindowLines): Virtualizer<Window, HTMLElement> {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0)
  const options = {
    count,
    estimateSize: sizeOf,
    scrollMargin: margin,
    overscan: OVERSCAN,
    ...COVERED,
    getScrollElement: () => globalThis.window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => globalThis.scrollY,
    onChange: redraw,
  }
  const [virtual] = useState(() => new Virtualizer<Window, HTMLElement>(options))
  virtual.setOptions(options)
  useEffect(() => virtual._didMount(), [virtual])
  useLayoutEffect(() => virtual._willUpdate())
  useLayoutEffect(() => virtual.measure(), [virtual, sizeOf])
  return virtual
}
