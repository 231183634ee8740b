const ADDRESS = /<([^<>\s]+@[^<>\s]+)>/

/**
 * Who a cell names: addresses, ids or full names, separated by semicolons, bars or line breaks, or by commas where each
 * part stands for itself. `Ana Berg <ana@example.com>` is its address, `Berg, Ana` one name.
 */
export function participantsOf(text: string): string[] {
  const strong = text.split(/[;|\n]+/)
  const parts = strong.length === 1 && commasSeparate(text) ? text.split(',') : strong
  const named = parts.map((part) => (ADDRESS.exec(part)?.[1] ?? part).trim()).filter((part) => part !== '')
  return [...new Set(named)]
}

/** a lone word between commas is half of a name; addresses, ids and names of two words are not */
function commasSeparate(text: string): boolean {
  const parts = text.split(',').map((part) => part.trim())
  return parts.length > 1 && parts.every((part) => part === '' || /[@\d]|\S\s+\S/.test(part))
}
