export interface AccountSums {
  readonly open: number
  readonly openCount: number
  readonly won: number
  readonly wonCount: number
}

interface Node extends AccountSums {
  readonly id: string
  readonly parentId: string | null
}

/** What each account adds up to with everything below it; `family` lists parents before their children. */
export function rollUp(family: readonly Node[]): Map<string, AccountSums> {
  const sums = new Map<string, { open: number; openCount: number; won: number; wonCount: number }>(
    family.map(({ id, open, openCount, won, wonCount }) => [id, { open, openCount, won, wonCount }]),
  )
  for (const { id, parentId } of family.toReversed()) {
    const own = sums.get(id)
    const parent = parentId === null || parentId === id ? undefined : sums.get(parentId)
    if (own === undefined || parent === undefined) continue
    parent.open += own.open
    parent.openCount += own.openCount
    parent.won += own.won
    parent.wonCount += own.wonCount
  }
  return sums
}
