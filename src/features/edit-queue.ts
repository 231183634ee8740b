import type { Conflict } from './conflict.ts'

/** An edit on its way: its id is the idempotency key, so that sending it twice writes it once. */
export interface QueuedEdit {
  readonly id: string
  /** grows within one browser; edits are sent in this order */
  readonly order: number
  readonly label: string
  readonly path: string
  readonly input: unknown
  /** why it was refused: it stays until someone decides */
  readonly problem?: EditProblem
}

export interface EditProblem {
  readonly message: string
  readonly conflict: Conflict | null
}

/** What became of sending an edit: `later` means that the server has not been reached. */
export type Sent =
  | { readonly state: 'done'; readonly answer: unknown }
  | { readonly state: 'later' }
  | { readonly state: 'refused'; readonly problem: EditProblem }

/** Where edits outlive the page; each under a key of its own, so that two tabs never overwrite one another. */
export interface EditStore {
  read(): QueuedEdit[]
  put(edit: QueuedEdit): void
  remove(id: string): void
}

export interface EditQueue {
  add(edit: QueuedEdit): void
  /** sends what waits, unless it is being sent */
  flush(): Promise<void>
  /** an edit that was refused is sent again, as it is or with another input */
  retry(id: string, input: unknown): void
  /** forgets an edit; false where it is being sent or no longer there */
  drop(id: string): boolean
  /** all edits that the server does not have, in order */
  waiting(): readonly QueuedEdit[]
}

interface QueueParts {
  readonly store: EditStore
  readonly send: (edit: QueuedEdit) => Promise<Sent>
  /** called whenever `waiting` changes */
  readonly changed: () => void
  readonly settled: (edit: QueuedEdit, sent: Exclude<Sent, { state: 'later' }>) => void
  /** an id that nobody else has */
  readonly newId: () => string
}

/** Keeps edits until the server has them: one at a time, in order, over lost networks, reloads and sessions. */
export function createEditQueue({ store, send, changed, settled, newId }: QueueParts): EditQueue {
  let sending: string | null = null
  let waiting: readonly QueuedEdit[] = store.read()

  // what other tabs have written or finished meanwhile is in the store alone
  const reread = () => {
    waiting = store.read()
    changed()
  }
  const next = () => waiting.find(({ problem }) => problem === undefined)

  async function flush(): Promise<void> {
    if (sending !== null) return
    reread()
    for (let edit = next(); edit !== undefined; edit = next()) {
      sending = edit.id
      const sent = await send(edit)
      sending = null
      if (sent.state === 'later') return
      if (sent.state === 'done') store.remove(edit.id)
      else store.put({ ...edit, problem: sent.problem })
      reread()
      settled(edit, sent)
    }
  }

  return {
    flush,
    waiting: () => waiting,
    add(edit) {
      store.put(edit)
      reread()
      void flush()
    },
    retry(id, input) {
      const edit = waiting.find((one) => one.id === id)
      if (!edit) return
      const { problem: _, ...rest } = edit
      // the first sending may be remembered by the server: another input needs another key
      store.remove(id)
      store.put({ ...rest, id: newId(), input })
      reread()
      void flush()
    },
    drop(id) {
      if (sending === id || !waiting.some((edit) => edit.id === id)) return false
      store.remove(id)
      reread()
      return true
    },
  }
}
