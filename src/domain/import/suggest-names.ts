export interface NameSuggestion {
  readonly missing: string
  /** null where no known name is near enough, or two are equally near */
  readonly suggestion: string | null
  /** 0 to 1; 1: the same but for case, accents, spaces and punctuation */
  readonly likeness: number
}

const NEAR = 0.82

/** Names that are written otherwise elsewhere: `GTXPro` is `GTX Pro`, `Mueller, Anna` is `Anna Müller`. */
export function suggestNames(missing: readonly string[], known: readonly string[]): NameSuggestion[] {
  const prepared = known.map((name) => ({ name, key: squeezed(name), sorted: sortedWords(name) }))
  return missing.map((name): NameSuggestion => {
    const key = squeezed(name)
    const sorted = sortedWords(name)
    let best: string | null = null
    let likeness = 0
    let tie = false
    for (const candidate of prepared) {
      const score = candidate.key === key ? 1 : candidate.sorted === sorted ? 0.98 : similarity(key, candidate.key)
      if (score < NEAR || score < likeness) continue
      tie = score === likeness
      likeness = score
      best = candidate.name
    }
    return best === null || tie
      ? { missing: name, suggestion: null, likeness: 0 }
      : { missing: name, suggestion: best, likeness: Math.round(likeness * 100) / 100 }
  })
}

const squeezed = (name: string): string => nameWords(name).join('')
const sortedWords = (name: string): string => [...nameWords(name)].sort().join(' ')

/** 1 minus edits (a swap of neighbours is one) per length of the longer name; 0 for short names with more than one */
function similarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  if (longest === 0 || Math.abs(a.length - b.length) > longest * (1 - NEAR)) return 0
  const edits = distance(a, b)
  return longest < 5 && edits > 0 ? 0 : 1 - edits / longest
}

/** optimal string alignment distance */
function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1)
      row.push(value)
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/** words without case and accents; ä and ae, ö and oe, ü and ue are alike */
function nameWords(name: string): string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase()
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/([aou])e/g, '$1'))
    .filter((word) => word !== '')
}
