import { useEffect, useState, type RefObject } from 'react'

const TOKENS = [
  'ink',
  'paper',
  'neutral',
  'rule',
  'rule-strong',
  'ahead',
  'behind',
  'ahead-shadow',
  'behind-shadow',
  'non-selling',
  'font',
] as const
export type Palette = Readonly<Record<(typeof TOKENS)[number], string>>

function read(element: Element): Palette {
  const style = getComputedStyle(element)
  const entries = TOKENS.map((token) => [token, style.getPropertyValue(`--${token}`).trim()] as const)
  return Object.fromEntries(entries) as Palette
}

/** The tokens as an element sees them: on paper, in the dark, on the wall. Null until it is mounted. */
export function usePalette(ref: RefObject<Element | null>): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const update = () => setPalette(read(element))
    update()
    const observer = new MutationObserver(update)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] })
    return () => observer.disconnect()
  }, [ref])
  return palette
}
