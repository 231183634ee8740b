/** A stretch of neighbours that share one mean. */
export interface Block {
  /** first and last place, both included */
  readonly from: number
  readonly to: number
  readonly mean: number
  readonly weight: number
}

/**
 * The rising means nearest to weighted values (pool adjacent violators). With values counted over expected and expected
 * as weights this is the greatest likelihood of rising Poisson rates. Places without weight join their neighbours.
 */
export function risingMeans(values: readonly number[], weights: readonly number[]): Block[] {
  const blocks: Block[] = []
  for (const [at, value] of values.entries()) {
    let block: Block = { from: at, to: at, mean: value, weight: weights[at]! }
    for (let last = blocks.at(-1); last !== undefined && (last.mean >= block.mean || block.weight === 0);) {
      blocks.pop()
      block = merged(last, block)
      last = blocks.at(-1)
    }
    blocks.push(block)
  }
  return blocks
}

function merged(a: Block, b: Block): Block {
  const weight = a.weight + b.weight
  const mean = weight === 0 ? b.mean : (a.mean * a.weight + b.mean * b.weight) / weight
  return { from: a.from, to: b.to, mean, weight }
}
