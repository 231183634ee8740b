const TRUE = ['true', 'yes', 'y', 'ja', 'j', 'oui', 'o', 'si', 'wahr', 'vrai', '1', 'x', 't', 'on', '✓', '✔']
const FALSE = ['false', 'no', 'n', 'nein', 'non', 'falsch', 'faux', '0', 'f', 'off', '-']

const VALUES: ReadonlyMap<string, boolean> = new Map([
  ...TRUE.map((word) => [word, true] as const),
  ...FALSE.map((word) => [word, false] as const),
])

/** Yes or no in English, German and French, digits and ticks; null when it is neither. */
export function readBoolean(text: string): boolean | null {
  if (text.length > 6) return null
  return VALUES.get(text) ?? VALUES.get(text.toLowerCase()) ?? null
}
