import type { EditStore, QueuedEdit } from './edit-queue.ts'

const PREFIX = 'leadout.edit.'

/**
 * Edits in this browser's storage, apart for every user, so that nobody sends what somebody else has done here. A
 * browser without storage keeps them for as long as the page is open.
 */
export function localEditStore(userId: string, storage: Storage): EditStore {
  const prefix = `${PREFIX}${userId}.`
  const unsaved = new Map<string, QueuedEdit>()
  return {
    read() {
      const kept = Object.keys(storage).flatMap((key) => {
        const edit = key.startsWith(prefix) ? parse(storage.getItem(key)) : null
        return edit ? [edit] : []
      })
      return [...kept, ...unsaved.values()].toSorted((a, b) => a.order - b.order)
    },
    put(edit) {
      try {
        storage.setItem(prefix + edit.id, JSON.stringify(edit))
      } catch {
        unsaved.set(edit.id, edit)
      }
    },
    remove(id) {
      storage.removeItem(prefix + id)
      unsaved.delete(id)
    },
  }
}

function parse(text: string | null): QueuedEdit | null {
  try {
    return text === null ? null : (JSON.parse(text) as QueuedEdit)
  } catch {
    return null
  }
}

/** A random id; pages served without TLS have no `crypto.randomUUID`. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
