import type { ReactNode } from 'react'
import { useOpenDrawer } from './drawers.tsx'
import styles from './figure.module.css'
import { figureToText } from './figure-address.ts'
import type { FigureRef } from './receipt.ts'

/** A number on a screen that opens its receipt. Children are the number as it is read there. */
export function Figure({
  figure,
  title,
  tabIndex,
  children,
}: {
  figure: FigureRef
  title?: string | undefined
  /** of a figure in a grid, where the arrows walk */
  tabIndex?: number
  children: ReactNode
}) {
  const open = useOpenDrawer()
  return (
    <button
      type="button"
      className={styles.figure}
      data-figure={figure.kind}
      title={title}
      tabIndex={tabIndex}
      onClick={(event) => {
        // a row around it has an opening of its own
        event.stopPropagation()
        open('receipt', figureToText(figure))
      }}
    >
      {children}
    </button>
  )
}
