import type { ScopeChoice } from '#ui/frame/scope-picker.tsx'
import type { Scope } from './scope.ts'
import type { ScopeOption } from './settings/contract.ts'

export type { ScopeOption }
import { scopeToText } from './scope-text.ts'

const GROUPS = { company: 'Company', office: 'Offices', team: 'Teams', person: 'People' } as const satisfies Record<
  Scope['kind'],
  string
>
const ORDER = ['company', 'office', 'team', 'person'] as const satisfies readonly Scope['kind'][]

/** The scopes in the picker's order: the company first, then by kind and name. */
export function scopeChoices(options: readonly ScopeOption[]): ScopeChoice[] {
  return ORDER.flatMap((kind) =>
    options
      .filter((option) => option.scope.kind === kind)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((option) => ({ value: scopeToText(option.scope), label: option.name, group: GROUPS[kind] })),
  )
}
