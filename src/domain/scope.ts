/** Whose figures: the company, a team with its sub-teams, an office or a person. */
export const SCOPE_KINDS = ['company', 'team', 'office', 'person'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]

export function isScopeKind(text: string): text is ScopeKind {
  return (SCOPE_KINDS as readonly string[]).includes(text)
}

/** The company has the id `all`; an office is identified by its name. */
export interface Scope {
  readonly kind: ScopeKind
  readonly id: string
}

export const COMPANY: Scope = { kind: 'company', id: 'all' }

export function scopeKey({ kind, id }: Scope): string {
  return `${kind} ${id}`
}
