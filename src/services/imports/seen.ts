import { twoHashes } from './maybe-set.ts'

/** Where a row stands in the files of an import. */
export interface Place {
  readonly fileNo: number
  readonly row: number
}

/**
 * Where an import has read each id last. A million rows may each have one: what is kept of a row is 43 bytes at most, and whoever
 * asks for its place reads the row again, and finds there whether it has this id indeed.
 */
export interface Seen {
  readonly placeOf: (id: string) => Place | null
  readonly add: (id: string, place: Place) => void
  /** entities met, where someone asks for what is absent; else null */
  readonly entities: Set<string> | null
}

const FIRST_SLOTS = 1_024

export function newSeen(options: { readonly entities?: boolean } = {}): Seen {
  /** four numbers a slot: two hashes, file number plus one, row */
  let slots = new Uint32Array(FIRST_SLOTS * 4)
  let count = 0

  const slotOf = (one: number, two: number): number => {
    const mask = slots.length / 4 - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 4
      if (slots[at + 2] === 0 || (slots[at] === one && slots[at + 1] === two)) return at
    }
  }
  const grow = (): void => {
    const old = slots
    slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 2] !== 0) slots.set(old.subarray(at, at + 4), slotOf(old[at]!, old[at + 1]!))
    }
  }
  return {
    entities: options.entities === true ? new Set() : null,
    placeOf: (id) => {
      const at = slotOf(...twoHashes(id))
      return slots[at + 2] === 0 ? null : { fileNo: slots[at + 2]! - 1, row: slots[at + 3]! }
    },
    add: (id, { fileNo, row }) => {
      if (count * 4 * 4 >= slots.length * 3) grow()
      const [one, two] = twoHashes(id)
      const at = slotOf(one, two)
      if (slots[at + 2] === 0) count += 1
      slots[at] = one
      slots[at + 1] = two
      slots[at + 2] = fileNo + 1
      slots[at + 3] = row
    },
  }
}
