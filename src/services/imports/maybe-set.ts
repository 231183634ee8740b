/** Texts that may have been added; one that was never added is found now and then, one that was always (Bloom filter). */
export interface MaybeSet {
  readonly add: (text: string) => void
  readonly mayHave: (text: string) => boolean
}

/** 8 MiB: one text in a thousand is found by mistake at 4 million, one in ten at 15 million */
const BITS = 2 ** 26
const PROBES = 4

export function newMaybeSet(): MaybeSet {
  let words: Uint32Array | null = null
  const each = (text: string, work: (word: number, bit: number) => boolean): boolean => {
    const [one, two] = twoHashes(text)
    for (let probe = 0; probe < PROBES; probe += 1) {
      const place = (one + Math.imul(probe, two | 1)) & (BITS - 1)
      if (!work(place >>> 5, 1 << (place & 31))) return false
    }
    return true
  }
  return {
    add: (text) => {
      const own = (words ??= new Uint32Array(BITS / 32))
      each(text, (word, bit) => {
        own[word]! |= bit
        return true
      })
    },
    mayHave: (text) => {
      const own = words
      return own !== null && each(text, (word, bit) => (own[word]! & bit) !== 0)
    },
  }
}

/** Two hashes of a text (FNV-1a from two starts, murmur3 finaliser), unsigned. */
export function twoHashes(text: string): [number, number] {
  let one = 0x811c9dc5
  let two = 0x9747b28c
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    one = Math.imul(one ^ code, 0x01000193)
    two = Math.imul(two ^ code, 0x5bd1e995)
  }
  return [mix(one), mix(two ^ text.length)]
}

function mix(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
