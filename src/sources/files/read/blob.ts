/** Bytes that can be read more than once. */
export interface Blob {
  /** path below what was given, with `/` */
  readonly name: string
  readonly size: number
  /** where it lies on disk; absent inside an archive */
  readonly path?: string
  bytes(): AsyncIterable<Uint8Array>
}

const SHEETS = /\.(?:csv|tsv|txt|tab|xlsx)$/i
/** what folders and archives carry along */
export const LITTER = /(?:^|\/)(?:\.|__MACOSX\/|~\$)/

export const isTable = (name: string): boolean => SHEETS.test(name) && !LITTER.test(name)
