import type { DealListGroup } from '../contract.ts'

/** One line of the list: a heading, or the deal at an offset of the whole order. */
export type Line =
  | { readonly kind: 'heading'; readonly group: DealListGroup; readonly at: number }
  | { readonly kind: 'deal'; readonly offset: number }

/** Where the lines of a list stand, without making each of them. */
export interface Lines {
  readonly count: number
  at(index: number): Line
  /** the index of the nearest deal from an index on, or before it; null without any */
  dealFrom(index: number, step: 1 | -1): number | null
}

/** Lines of groups with their headings; a closed group is its heading alone. */
export function linesOf(groups: readonly DealListGroup[], headed: boolean, closed: ReadonlySet<string>): Lines {
  const starts: { first: number; offset: number; open: number }[] = []
  let first = 0
  let offset = 0
  for (const group of groups) {
    const open = headed && closed.has(group.key ?? '') ? 0 : group.count
    starts.push({ first, offset, open })
    first += open + (headed ? 1 : 0)
    offset += group.count
  }
  const count = first
  const groupAt = (index: number) => starts.findLastIndex((start) => start.first <= index)
  const at = (index: number): Line => {
    const group = groupAt(index)
    const start = starts.at(group)
    const heading = groups.at(group)
    if (!start || !heading) throw new RangeError(`There is no line ${index}`)
    const inside = index - start.first - (headed ? 1 : 0)
    return inside < 0 ? { kind: 'heading', group: heading, at: group } : { kind: 'deal', offset: start.offset + inside }
  }
  return {
    count,
    at,
    dealFrom(index, step) {
      for (let next = index; next >= 0 && next < count; next += step) if (at(next).kind === 'deal') return next
      return null
    },
  }
}
