import type { Instant } from '../instant.ts'

/** From an instant to another, `child` stood below `parent`. */
export interface Link {
  readonly child: string
  readonly parent: string
  readonly from: Instant
  readonly to: Instant
}

export interface Cycle {
  readonly at: Instant
  /** each below the next, the last below the first */
  readonly members: readonly string[]
}

/**
 * The first cycle in a dated tree; null where there is none at any instant. Of two parents at a time the later link
 * counts, so the end of a link can close a circle as its beginning can.
 */
export function findCycle(links: readonly Link[]): Cycle | null {
  const steps = [...new Set(links.flatMap((link) => [link.from, link.to]))].toSorted((a, b) =>
    a < b ? -1 : Number(a > b),
  )
  for (const at of steps) {
    const parents = new Map(
      links.filter((link) => link.from <= at && at < link.to).map((link) => [link.child, link.parent]),
    )
    const clear = new Set<string>()
    for (const start of parents.keys()) {
      const trail: string[] = []
      let current: string | undefined = start
      while (current !== undefined && !clear.has(current)) {
        const met = trail.indexOf(current)
        if (met >= 0) return { at, members: trail.slice(met) }
        trail.push(current)
        current = parents.get(current)
      }
      for (const id of trail) clear.add(id)
    }
  }
  return null
}
