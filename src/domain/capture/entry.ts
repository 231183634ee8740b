import type { ActivityTopic } from '../activity/type.ts'
import type { Instant, LocalDate } from '../instant.ts'

/** Somebody on a mail or an invitation; `answer` is theirs to an invitation. */
export interface Involved {
  /** in lower case */
  readonly address: string
  readonly answer: 'declined' | null
}

/**
 * Why an entry is not looked at more closely: `private` and `sensitive` are busy time and nothing else, the rest is
 * nobody's act.
 */
export type EntryMark = 'private' | 'sensitive' | 'free' | 'newsletter' | 'automatic'

/**
 * One mail or calendar entry as its reader hands it on: who, when and how long. Titles, texts, places and attachments
 * are read past and are no part of it.
 */
export interface CapturedEntry {
  readonly kind: 'mail' | 'meeting'
  /** tells the same entry again: the Message-ID, or the UID of a calendar entry with the occurrence */
  readonly key: string
  /** the first mail of the conversation, as far as this one says; null for meetings */
  readonly thread: string | null
  readonly at: Instant
  /** set where it has no time of day */
  readonly date: LocalDate | null
  readonly seconds: number | null
  /** who sent or organised it, in lower case */
  readonly from: string | null
  /** recipients or attendees, the first mentioned first */
  readonly people: readonly Involved[]
  /** since when its own system has held it, where it says so */
  readonly createdAt: Instant | null
  readonly cancelled: boolean
  readonly mark: EntryMark | null
  readonly topic: ActivityTopic | null
  /** of two with one key, the higher one is the later */
  readonly revision: number
}

/** What a reader could not use, or did not take literally. */
export interface EntryProblem {
  readonly severity: 'reject' | 'skip' | 'note'
  /** which entry of the file, from 1 */
  readonly row: number
  readonly value?: string
  readonly reason: string
  readonly remedy: string
  /** problems with one remedy share a group */
  readonly group: string
}

export interface ReadEntry {
  readonly row: number
  readonly entry: CapturedEntry
}

/** What a reader of files needs to know besides the file. */
export interface ReadContext {
  /** for times without a zone */
  readonly zone: string
  /** nothing later is read */
  readonly until: Instant
  /** series are followed from here on */
  readonly since: Instant
  readonly problem: (problem: EntryProblem) => void
}

/** Whether an address can be one; what mail systems write in its place (X.500 names, `invalid:nomail`) is none. */
export function readAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .toLowerCase()
  return /^[^\s@<>"(),:;[\]\\]{1,64}@(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,63}$/u.test(address) && address.length <= 254
    ? address
    : null
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
