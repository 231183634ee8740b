import Papa from 'papaparse'

const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/**
 * The delimiter under which most of the sample's rows have the same number of cells, more than one; ties go to more
 * cells. One column: a comma, which then splits nothing.
 */
export function detectDelimiter(sample: string): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue
    const widths = Papa.parse<string[]>(sample, { delimiter, preview: 200, skipEmptyLines: true }).data.map(
      (cells) => cells.length,
    )
    const counts = new Map<number, number>()
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
    for (const [width, rows] of counts) {
      if (width === 1) continue
      const score = rows / widths.length + Math.min(width, 50) / 500
      if (score > bestScore) {
        best = delimiter
        bestScore = score
      }
    }
  }
  return best
}
