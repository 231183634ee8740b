import type { Permission } from '#domain/access/permission.ts'

/** Kinds of topics and who may listen. A topic is a kind, or a kind with the id of what changed: `import:<id>`. */
const TOPICS = {
  /** any fact behind a figure: deals, activities, people, teams */
  figures: 'figures.read',
  goals: 'figures.read',
  clock: 'figures.read',
  board: 'boards.read',
  import: 'imports.manage',
  members: 'members.manage',
} as const satisfies Record<string, Permission>

export type TopicKind = keyof typeof TOPICS
export type Topic = TopicKind | `${TopicKind}:${string}`

const SHAPE = /^([a-z-]+)(:[\w-]{1,64})?$/

/** null for what is no topic */
export function topicPermission(text: string): Permission | null {
  const kind = SHAPE.exec(text)?.[1]
  return kind !== undefined && isKind(kind) ? TOPICS[kind] : null
}

function isKind(text: string): text is TopicKind {
  return Object.hasOwn(TOPICS, text)
}
