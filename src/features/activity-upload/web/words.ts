import { formatCount } from '#ui/format/number.ts'
import type { Upload, UploadCounts, UploadProblem } from '../contract.ts'

/** One count of an upload: what it is called beside its number, and what its receipt is asked for. */
export interface CountLine {
  readonly id: 'meetings' | 'sent' | 'received' | 'busy' | 'aside' | 'left'
  readonly label: string
  readonly value: number
}

const total = (of: Readonly<Record<string, number | undefined>>) =>
  Object.values(of).reduce<number>((sum, one) => sum + (one ?? 0), 0)

/** What counts and what does not; kinds without an entry are left out, but for a file that brings nothing at all. */
export function countLines({ meetings, sent, received, busy, aside, left }: UploadCounts): CountLine[] {
  const lines: CountLine[] = [
    { id: 'meetings', label: 'meetings with customers', value: meetings },
    { id: 'sent', label: 'mails sent', value: sent },
    { id: 'received', label: 'mails received', value: received },
    { id: 'busy', label: 'busy, nothing else kept', value: total(busy) },
    { id: 'aside', label: 'set aside, no account has them', value: aside },
    { id: 'left', label: 'left out', value: total(left) },
  ]
  return lines.filter(({ value }) => value > 0)
}

/** How many entries would be stored, as activities or as busy time. */
export function storedCount({ meetings, sent, received, busy }: UploadCounts): number {
  return meetings + sent + received + total(busy)
}

export function leadWords(counts: UploadCounts | null, locale?: string): string {
  if (counts === null) return 'Working out what it would bring.'
  const stored = storedCount(counts)
  if (stored === 0) return 'Nothing in it would be stored. See below why.'
  return stored === 1
    ? 'One entry would be stored. Nothing is stored before you confirm.'
    : `${formatCount(stored, locale)} entries would be stored. Nothing is stored before you confirm.`
}

export function writtenWords({ written }: Pick<Upload, 'written'>, locale?: string): string {
  if (written === null) return ''
  const parts = [
    ...(written.new > 0 ? [`${formatCount(written.new, locale)} new`] : []),
    ...(written.changed > 0 ? [`${formatCount(written.changed, locale)} changed`] : []),
    ...(written.unchanged > 0 ? [`${formatCount(written.unchanged, locale)} known before`] : []),
    ...(written.gone > 0 ? [`${formatCount(written.gone, locale)} taken as deleted`] : []),
  ]
  return parts.length === 0 ? 'Nothing in it was stored.' : `Stored: ${parts.join(', ')}.`
}

/** What a reader of the counts would stumble over. */
export function noteLines({ notHeld, long, twice }: UploadCounts, locale?: string): string[] {
  const count = (value: number) => formatCount(value, locale)
  return [
    ...(notHeld === 1 ? ['One meeting was cancelled or declined by all customers: it counts as not held.'] : []),
    ...(notHeld > 1
      ? [`${count(notHeld)} meetings were cancelled or declined by all customers: they count as not held.`]
      : []),
    ...(long === 1 ? ['One meeting is longer than 12 hours: it counts as a meeting of 0 hours.'] : []),
    ...(long > 1 ? [`${count(long)} meetings are longer than 12 hours: they count as meetings of 0 hours.`] : []),
    ...(twice === 1 ? ['One entry stands in the files twice and counts once.'] : []),
    ...(twice > 1 ? [`${count(twice)} entries stand in the files twice and count once.`] : []),
  ]
}

export const STATE_WORDS = {
  staging: 'Reading',
  questions: 'To confirm',
  ready: 'To confirm',
  applying: 'Writing',
  done: 'Stored',
  failed: 'Not read',
  undone: 'Taken back',
} as const satisfies Record<Upload['state'], string>

export function isBusy(state: Upload['state']): boolean {
  return state === 'staging' || state === 'applying'
}

export function progressWords({ state, progress }: Pick<Upload, 'state' | 'progress'>, locale?: string): string {
  if (progress === null || progress === 0) return 'Waiting to begin'
  const entries = progress === 1 ? 'one entry' : `${formatCount(progress, locale)} entries`
  return state === 'applying' ? `Written: ${entries}` : `Read: ${entries}`
}

export function exampleWords(examples: UploadProblem['examples']): string {
  return examples
    .map(({ file, row, value }) => {
      const place = row === null || row === 0 ? file : `${file}, entry ${row}`
      return value === null || value === '' ? place : `${place}: ${value}`
    })
    .join('; ')
}

export function entriesWords(entries: number, locale?: string): string {
  return entries === 1 ? 'one entry' : `${formatCount(entries, locale)} entries`
}

/** The name that an account of a domain would have: `acme-group.co.uk` is Acme Group. */
export function nameOfDomain(domain: string): string {
  const labels = domain.split('.')
  const second = labels.at(-2) ?? domain
  // co.uk, com.br: the company is one label further up
  const own = /^(?:co|com|org|net|gov|ac|edu)$/.test(second) && labels.length > 2 ? labels.at(-3)! : second
  return own
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
