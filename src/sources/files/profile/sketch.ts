/**
 * The set of a column's distinct values as its smallest 32-bit hashes (bottom-k sketch): exact up to `SKETCH_SIZE`
 * values, an estimate beyond, mergeable, and two of them tell which share of one column's values occurs in another.
 */
export const SKETCH_SIZE = 20_000
const SPACE = 2 ** 32

/** 32-bit hash of a text (FNV-1a, murmur3 finaliser). */
export function hash32(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h)
}

function mix(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Hash of a value without case: exports of one system differ in it. */
export function valueHash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i)
    if (code > 127) return hash32(text.toLowerCase())
    if (code >= 65 && code <= 90) code |= 32
    h = Math.imul(h ^ code, 0x01000193)
  }
  return mix(h)
}

export interface SketchState {
  readonly hashes: Set<number>
  limit: number
}

export const createSketch = (): SketchState => ({ hashes: new Set(), limit: SPACE })

export function addHash(state: SketchState, hash: number): void {
  if (hash >= state.limit) return
  state.hashes.add(hash)
  if (state.hashes.size > SKETCH_SIZE * 2) shrink(state)
}

function shrink(state: SketchState): void {
  const kept = [...state.hashes].sort((a, b) => a - b).slice(0, SKETCH_SIZE)
  state.hashes.clear()
  for (const hash of kept) state.hashes.add(hash)
  state.limit = kept.at(-1)! + 1
}

/** Sorted hashes below `limit`; complete when the limit is the whole hash space. */
export interface Sketch {
  readonly hashes: Uint32Array
  readonly limit: number
}

export function finishSketch(state: SketchState): Sketch {
  if (state.hashes.size > SKETCH_SIZE) shrink(state)
  return { hashes: Uint32Array.from(state.hashes).sort(), limit: state.limit }
}

export function distinctOf(sketch: Sketch): number {
  return sketch.limit === SPACE ? sketch.hashes.length : Math.round((sketch.hashes.length * SPACE) / sketch.limit)
}

export function mergeSketches(a: Sketch, b: Sketch): Sketch {
  const state = createSketch()
  state.limit = Math.min(a.limit, b.limit)
  for (const part of [a, b]) for (const hash of part.hashes) addHash(state, hash)
  return finishSketch(state)
}

/** Share of `a`'s distinct values that occur in `b`, and on how many values it was measured. */
export function containment(a: Sketch, b: Sketch): { readonly share: number; readonly measured: number } {
  const limit = Math.min(a.limit, b.limit)
  let measured = 0
  let found = 0
  let j = 0
  for (const hash of a.hashes) {
    if (hash >= limit) break
    measured += 1
    while (j < b.hashes.length && b.hashes[j]! < hash) j += 1
    if (b.hashes[j] === hash) found += 1
  }
  return { share: measured === 0 ? 0 : found / measured, measured }
}

export function packSketch(sketch: Sketch): { limit: number; hashes: string } {
  const { buffer, byteOffset, byteLength } = sketch.hashes
  return { limit: sketch.limit, hashes: Buffer.from(buffer, byteOffset, byteLength).toString('base64') }
}

export function unpackSketch(packed: { readonly limit: number; readonly hashes: string }): Sketch {
  const bytes = new Uint8Array(Buffer.from(packed.hashes, 'base64'))
  return { limit: packed.limit, hashes: new Uint32Array(bytes.buffer) }
}
