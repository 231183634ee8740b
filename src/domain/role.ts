/** What a person does and for which part of the market; neither is known of everybody. */
export interface Role {
  readonly discipline: string | null
  readonly segment: string | null
}

/** "ae · smb": the key of a role in figures, goals and lists of peers; empty where nothing is known. */
export function roleKey({ discipline, segment }: Role): string {
  return [discipline, segment].filter((part) => part !== null && part !== '').join(' · ')
}

/** What holds for a role: what was said of it, else what was said of its discipline whatever the segment. */
export function forRole<T>(said: ReadonlyMap<string, T>, role: Role): T | undefined {
  return said.get(roleKey(role)) ?? said.get(roleKey({ ...role, segment: null }))
}
