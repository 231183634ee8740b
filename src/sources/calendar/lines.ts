/** a line that has not ended by then is no line of a calendar */
const LONGEST = 65_536

/**
 * The unfolded lines of a calendar whose property `wanted` accepts by name; the others are read past without being put
 * together. Raw line ends of any kind; a line that never ends costs itself only.
 */
export async function* contentLines(
  text: AsyncIterable<string>,
  wanted: (name: string) => boolean,
): AsyncIterable<string> {
  let held: string | null = null
  for await (const raw of rawLines(text)) {
    if (raw.startsWith(' ') || raw.startsWith('\t')) {
      if (held !== null && held.length < LONGEST) held += raw.slice(1)
      continue
    }
    if (held !== null) yield held
    const name = /^[\w-]+/.exec(raw)?.[0].toUpperCase() ?? ''
    held = wanted(name) ? raw.trimEnd() : null
  }
  if (held !== null) yield held
}

async function* rawLines(text: AsyncIterable<string>): AsyncIterable<string> {
  let carry = ''
  let endsInReturn = false
  let dropping = false
  for await (const given of text) {
    let piece: string = endsInReturn ? `\r${given}` : given
    endsInReturn = piece.endsWith('\r')
    if (endsInReturn) piece = piece.slice(0, -1)
    const lines = piece.replaceAll('\0', '').split(/\r\n|\r|\n/)
    if (lines.length > 1) {
      if (!dropping) yield carry + lines[0]!
      dropping = false
      for (let i = 1; i < lines.length - 1; i += 1) yield lines[i]!
      carry = lines.at(-1)!
    } else if (!dropping) carry += lines[0]!
    if (carry.length > LONGEST) {
      dropping = true
      carry = ''
    }
  }
  if (!dropping) yield carry
}
