const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The other form of a Salesforce id: reports print 15 characters, exports 18, whose last three say which of the others
 * are capitals. Null for a text that is neither.
 */
export function otherSalesforceId(id: string): string | null {
  if (!/^(?=\w{0,2}\d)[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(id)) return null
  const short = id.slice(0, 15)
  const full = short + [0, 5, 10].map((start) => LETTERS[capitals(short.slice(start, start + 5))]).join('')
  if (id.length === 15) return full
  return id === full ? short : null
}

function capitals(five: string): number {
  return five
    .split('')
    .reduce((bits, letter, place) => (letter >= 'A' && letter <= 'Z' ? bits | (1 << place) : bits), 0)
}
