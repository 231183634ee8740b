import type { FigureRef } from './receipt.ts'

/** A reference as text of an address, and back; null for a text that is none. */
export function figureToText({ kind, of }: FigureRef): string {
  return JSON.stringify([kind, of])
}

export function figureFromText(text: string): FigureRef | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (!Array.isArray(parsed)) return null
    const [kind, of] = parsed as unknown[]
    if (typeof kind !== 'string' || typeof of !== 'object' || of === null || !Object.values(of).every(isPlain))
      return null
    return { kind, of: of as FigureRef['of'] }
  } catch {
    return null
  }
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
