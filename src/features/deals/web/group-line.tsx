import type { DealGrouping, DealSearch } from '#domain/deal/list.ts'
import { Figure } from '../../figure.tsx'
import type { Scope } from '../../scope.ts'
import type { DealListGroup } from '../contract.ts'
import styles from './deals.module.css'
import { listFigure } from './figure-of.ts'
import { countWords, groupWords, sumWords } from './words.ts'

export interface GroupLineProps {
  readonly group: DealListGroup
  readonly index: number
  readonly by: DealGrouping
  readonly search: DealSearch
  readonly scope: Scope
  readonly currency: string
  readonly closed: ReadonlySet<string>
  readonly onToggle: (key: string) => void
}

/** The heading of a group: what it is called, how many deals, what they add up to; it opens and closes. */
export function GroupLine({ group, index, by, search, scope, currency, closed, onToggle }: GroupLineProps) {
  const key = group.key ?? ''
  const open = !closed.has(key)
  const figure = (counted: boolean) => listFigure(search, scope, { counted, key })
  return (
    <div role="row" className={styles.group} aria-rowindex={index + 2}>
      <div role="gridcell" className={styles.groupName} aria-colspan={5}>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => onToggle(key)}>
          <span aria-hidden className={styles.chevron} data-open={open || undefined} />
          {groupWords(group, by)}
        </button>
      </div>
      <div role="gridcell" className={styles.groupCount}>
        <Figure figure={figure(true)}>{countWords(group.count)}</Figure>
      </div>
      <div role="gridcell" className={styles.groupSum} aria-colspan={3}>
        <Figure figure={figure(false)}>{sumWords(group, currency)}</Figure>
      </div>
    </div>
  )
}
