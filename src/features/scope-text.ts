import type { Scope } from './scope.ts'

/** `team:0192…` in an address; the company needs no id. */
export function scopeToText(scope: Scope): string {
  return scope.kind === 'company' ? 'company' : `${scope.kind}:${scope.id}`
}

/** Reads a scope of an address; null when it is none. */
export function scopeFromText(text: string | undefined): Scope | null {
  if (!text) return null
  if (text === 'company') return { kind: 'company', id: 'all' }
  const match = /^(team|office|person):(.{1,200})$/su.exec(text)
  const kind = match?.[1]
  const id = match?.[2]
  return id && (kind === 'team' || kind === 'office' || kind === 'person') ? { kind, id } : null
}
