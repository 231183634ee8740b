/** Most powerful first. An access level says what a user may do; a role says what a person does for a living. */
export const ACCESS_LEVELS = ['owner', 'admin', 'manager', 'lead', 'rep', 'viewer'] as const
export type AccessLevel = (typeof ACCESS_LEVELS)[number]

const everyone = ACCESS_LEVELS
const sellers = ['owner', 'admin', 'manager', 'lead', 'rep'] as const
const leaders = ['owner', 'admin', 'manager', 'lead'] as const
const managers = ['owner', 'admin', 'manager'] as const
const administrators = ['owner', 'admin'] as const

/**
 * The one table of who may do what. `figures.read` and `people.file` only open the door: whose figures come back is
 * decided per person by `visiblePersons`.
 */
const GRANTS = {
  'signed-in': everyone,
  'figures.read': everyone,
  'people.file': managers,
  'deals.read': everyone,
  'deals.write': sellers,
  'accounts.write': sellers,
  'goals.write': managers,
  'lists.share': leaders,
  'boards.read': everyone,
  'boards.manage': leaders,
  'clock.write': administrators,
  'imports.manage': administrators,
  'settings.manage': administrators,
  'members.manage': administrators,
  'views.read-all': administrators,
} as const satisfies Record<string, readonly AccessLevel[]>

/** `public` needs no session: the procedure itself asks for what it needs, a one-time token for example. */
export type Permission = 'public' | keyof typeof GRANTS

export const PERMISSIONS: readonly Permission[] = ['public', ...(Object.keys(GRANTS) as (keyof typeof GRANTS)[])]

/** Whether an access level holds a permission. */
export function allows(level: AccessLevel, permission: Permission): boolean {
  if (permission === 'public') return true
  const levels: readonly AccessLevel[] = GRANTS[permission]
  return levels.includes(level)
}
