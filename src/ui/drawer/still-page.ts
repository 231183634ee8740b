import { useLayoutEffect } from 'react'

let held = 0

/**
 * Keeps the page below a modal from scrolling, for as long as it is mounted. A modal has `lockScroll={false}` beside it:
 * Mantine's own lock writes a style sheet and a variable of the body, for which the browser styles every element anew.
 */
export function useStillPage(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    held += 1
    dataset['still'] = ''
    return () => {
      held -= 1
      if (held === 0) delete dataset['still']
    }
  }, [])
}
