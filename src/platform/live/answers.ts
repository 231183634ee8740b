import type { LiveHub } from './hub.ts'

export interface AnswerKey {
  readonly orgId: string
  /** what the answer depends on; a change of any of them makes it old */
  readonly topics: readonly string[]
  /** who may share the answer: two callers of one class see exactly the same */
  readonly permissionClass: string
  /** the question: procedure and input */
  readonly question: string
}

export interface AnswerCache {
  /** The kept answer while none of its topics changed, else a new one; callers that ask together wait for one. */
  get<T>(key: AnswerKey, compute: () => Promise<T>): Promise<T>
}

const MAX_ANSWERS = 2000

/** Answers per (topic version, permission class), the least recently used dropped first. */
export function createAnswerCache(hub: Pick<LiveHub, 'version'>): AnswerCache {
  const answers = new Map<string, { readonly version: string; readonly answer: Promise<unknown> }>()

  return {
    get<T>(key: AnswerKey, compute: () => Promise<T>): Promise<T> {
      const id = JSON.stringify([key.orgId, key.permissionClass, key.question])
      const version = key.topics.map((topic) => hub.version(key.orgId, topic)).join()
      const kept = answers.get(id)
      answers.delete(id)
      if (kept?.version === version) {
        answers.set(id, kept)
        return kept.answer as Promise<T>
      }
      // the version is read first: a change during the computation leaves the answer under the old one
      const answer = compute()
      const entry = { version, answer }
      answers.set(id, entry)
      answer.catch(() => {
        if (answers.get(id) === entry) answers.delete(id)
      })
      const oldest = answers.keys().next().value
      if (answers.size > MAX_ANSWERS && oldest !== undefined) answers.delete(oldest)
      return answer
    },
  }
}
