import type { ObjectKind } from '#domain/import/object-kind.ts'
import type { FilePlan } from '#domain/import/record.ts'

export type VendorId = FilePlan['vendor']

/** One kind of file a vendor exports. Names are compared without case, accents, spaces and punctuation. */
export interface TableSpec {
  /** null: known, not imported, and said so */
  readonly object: ObjectKind | null
  /** the vendor's word for it, shown to the reader */
  readonly label: string
  /** words that name such files or sheets */
  readonly files: readonly string[]
  /** column names by field, best first */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** columns of which every such file has at least one per list, by field; recognition needs them */
  readonly needs: readonly (readonly string[])[]
  /** such files have nearly all of the fields: a file with the names of a few is another's */
  readonly whole?: true
  /** column names that tell such files from all others */
  readonly marks?: readonly string[]
  /** values for fields no column holds */
  readonly constants?: Readonly<Record<string, string>>
  /** columns the vendor derives from others: kept out of the custom fields */
  readonly ignored?: readonly string[]
}

export interface VendorSpec {
  readonly id: VendorId
  readonly tables: readonly TableSpec[]
  /** headers only this vendor writes */
  readonly signature?: RegExp
  /** kinds of stages every new account of the vendor begins with */
  readonly stages?: Readonly<Record<string, 'open' | 'won' | 'lost'>>
  /** where the vendor keeps the outcome apart from the stage */
  readonly outcomeBy?: 'flags'
}

/** Names written as text, `|` between them, over any number of lines. */
export function names(text: string): string[] {
  return text
    .split('|')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** Names by field, written as lines `field: name | name`; a line that begins with `|` goes on. */
export function fields(text: string): Record<string, readonly string[]> {
  const lines = text.replace(/\n\s*\|/g, ' |').split('\n')
  return Object.fromEntries(
    lines.flatMap((line) => {
      const colon = line.indexOf(':')
      return colon === -1 ? [] : [[line.slice(0, colon).trim(), names(line.slice(colon + 1))] as const]
    }),
  )
}

/** Kinds by stage name from names by kind. */
export function stageKinds(
  kinds: Readonly<Record<'open' | 'won' | 'lost', string>>,
): Record<string, 'open' | 'won' | 'lost'> {
  const all = ['open', 'won', 'lost'] as const
  return Object.fromEntries(all.flatMap((kind) => names(kinds[kind]).map((name) => [name, kind] as const)))
}

/** headers are compared with every table of every vendor: each is taken apart once */
function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let value = known.get(text)
    if (value === undefined) {
      value = make(text)
      if (known.size > 20_000) known.clear()
      known.set(text, value)
    }
    return value
  }
}

/** `#`, `N°` and `№` before or after a word: a number */
const NUMBER_SIGN = /#|\bn[°º]|№/gi

/** `Close Date`, `close_date`, `CloseDate__c` and `property_closedate` are one name; ä is a, ß is ss. */
export const compactName = remembered((header: string): string =>
  header
    .replace(NUMBER_SIGN, 'no')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/^"+|"+$/g, '')
    .replace(/^[`'"]*(?:property_)?(?:hs_)?/, '')
    .replace(/__c$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/ae/g, 'a')
    .replace(/oe/g, 'o')
    .replace(/ue/g, 'u'),
)

/** Words of a header, for names that are alike but not the same. */
export const nameWords = remembered((header: string): readonly string[] =>
  header
    .replace(NUMBER_SIGN, ' no ')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(compactName)
    .filter((word) => word !== ''),
)
