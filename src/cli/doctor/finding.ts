/** `fault`: something does not work or data is at risk; `warning`: it will; `note`: worth knowing. */
export type Level = 'ok' | 'note' | 'warning' | 'fault'

export interface Finding {
  readonly id: string
  readonly level: Level
  readonly found: string
  /** what to do about it; absent when nothing has to be done */
  readonly remedy?: string
}

export type Result = Omit<Finding, 'id'>

export function ok(found: string): Result {
  return { level: 'ok', found }
}

export function note(found: string, remedy?: string): Result {
  return { level: 'note', found, ...(remedy !== undefined && { remedy }) }
}

export function warning(found: string, remedy: string): Result {
  return { level: 'warning', found, remedy }
}

export function fault(found: string, remedy: string): Result {
  return { level: 'fault', found, remedy }
}

/** Runs one check; one that fails by itself is a fault like any other, and the rest goes on. */
export async function examine(id: string, remedy: string, look: () => Promise<Result> | Result): Promise<Finding> {
  try {
    return { id, ...(await look()) }
  } catch (error) {
    return { id, ...fault(error instanceof Error ? error.message : String(error), remedy) }
  }
}

const HOUR = 60 * 60 * 1000

/** A length of time in the largest unit that fits, such as "3 days". */
export function spanText(ms: number): string {
  const [count, unit] =
    ms >= 48 * HOUR
      ? [Math.floor(ms / (24 * HOUR)), 'day']
      : ms >= HOUR
        ? [Math.floor(ms / HOUR), 'hour']
        : [Math.max(1, Math.floor(ms / 60_000)), 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

export function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024).toLocaleString('en')} MB`
}
