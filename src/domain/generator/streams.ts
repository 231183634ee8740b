import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** A source of uniform draws. */
export interface Stream {
  /** in [0, 1), 32 bits */
  readonly uniform: () => number
}

/**
 * One independent stream per concern and entity, so that one more event, person or deal leaves every other draw as it
 * was. The 128 bits of state are hashed from the names: 2^128 states leave no room for two streams that meet.
 */
export function stream(seed: number, concern: string, ...entity: readonly number[]): Stream {
  let a = mix(seed ^ 0x9e3779b9)
  let b = mix(seed + 0x7f4a7c15)
  let c = 0x2545f491
  let d = 0x6c078965
  const absorb = (word: number) => {
    a = mix(a ^ word)
    b = mix(b + Math.imul(word, 0x85ebca6b) + a)
    c = mix(c ^ b ^ Math.imul(word, 0xc2b2ae35))
    d = mix(d + c + word)
  }
  for (let index = 0; index < concern.length; index += 1) absorb(concern.charCodeAt(index))
  absorb(0x5bd1e995)
  for (const key of entity) absorb(key)
  const generator = xoroshiro128plusFromState([a, b, c, d | 1])
  // the first outputs of states that are alike are alike
  for (let skipped = 0; skipped < 4; skipped += 1) generator.next()
  return { uniform: () => (generator.next() >>> 0) / 4_294_967_296 }
}

/** Finaliser of MurmurHash3: every bit of the word moves every bit of the answer. */
function mix(word: number): number {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
