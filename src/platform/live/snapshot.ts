const SNAPSHOT = /^\d{1,20}:\d{1,20}:(\d{1,20}(,\d{1,20})*)?$/
const MAX_LENGTH = 4000

/**
 * How far a reader has seen: `<epoch ms>~<pg_snapshot>`. Transactions commit in another order than they number
 * themselves, so "everything after number n" loses changes; "everything this snapshot could not see" does not.
 */
export interface Cursor {
  readonly at: number
  readonly snapshot: string
}

export function cursorText(cursor: Cursor): string {
  return `${cursor.at}~${cursor.snapshot}`
}

/** null for anything that is not a cursor; it comes from a header anyone can write. */
export function parseCursor(text: string): Cursor | null {
  if (text.length > MAX_LENGTH) return null
  const [at, snapshot, ...rest] = text.split('~')
  if (rest.length > 0 || at === undefined || snapshot === undefined) return null
  if (!/^\d{1,15}$/.test(at) || !SNAPSHOT.test(snapshot)) return null
  return { at: Number(at), snapshot }
}
