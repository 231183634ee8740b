import type { BusyReason, LeaveReason, MatchReason } from '#domain/capture/decide.ts'

/** What a page and a receipt say of an entry of a mailbox or calendar. */
interface Entry {
  readonly kind: 'mail' | 'meeting'
  readonly direction: 'inbound' | 'outbound' | null
  readonly seconds: number | null
  readonly held: boolean
  readonly fate: string
  readonly others: readonly string[]
}

const TWELVE_HOURS = 43_200

export function entryWords({ kind, direction, seconds, held, fate }: Entry): string {
  if (kind === 'mail')
    return direction === 'outbound' ? 'Mail sent' : direction === 'inbound' ? 'Mail received' : 'Mail'
  if (fate === 'busy') return `Busy, ${lengthWords(seconds ?? 0)}`
  if (!held) return 'Meeting not held'
  if ((seconds ?? 0) > TWELVE_HOURS) return 'Meeting of more than 12 hours, counted with 0 hours'
  return `Meeting, ${lengthWords(seconds ?? 0)}`
}

/** "45 min", "1 h 30 min", "3 h". */
export function lengthWords(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${minutes} min`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

export function othersWords({ others }: Pick<Entry, 'others'>): string {
  return others.length === 0 ? '–' : others.join(', ')
}

const MATCHED: Readonly<Record<MatchReason, string>> = {
  deal: 'on an open deal, by its contact',
  contact: 'a known contact',
  lead: 'a known lead',
  account: 'the domain of an account',
}

const BUSY: Readonly<Record<BusyReason, string>> = {
  internal: 'among colleagues',
  alone: 'nobody else on it',
  private: 'private',
}

const LEFT: Readonly<Record<LeaveReason, string>> = {
  internal: 'among colleagues',
  newsletter: 'newsletter or list',
  automatic: 'sent by a machine',
  'free-mail': 'private mailbox, no known contact',
  sensitive: 'doctor, lawyer, works council, union, personnel',
  'not-business': 'domain marked as no business',
  declined: 'declined',
  free: 'shown as free',
  cancelled: 'cancelled',
}

/** Why an entry has its fate. */
export function reasonWords({ fate, why }: { readonly fate: string; readonly why: string }): string {
  const words: Readonly<Record<string, string>> =
    fate === 'store' ? MATCHED : fate === 'busy' ? BUSY : fate === 'leave' ? LEFT : {}
  return words[why] ?? 'no account has this domain'
}
