import { ORPCError } from '@orpc/client'
import { notifications } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import type { Api } from './api.tsx'
import type { LeadoutClient } from './client.ts'
import { isConflict } from './conflict.ts'
import { createEditQueue, type EditQueue, type QueuedEdit, type Sent } from './edit-queue.ts'
import { localEditStore, randomId } from './edit-store.ts'
import { isFatal, isSignedOut, messageOf } from './failure.ts'
import { UndoToast } from './undo-toast.tsx'

type Calls<Client, Path extends string = ''> = {
  [Name in keyof Client & string]: Client[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? readonly [path: `${Path}${Name}`, input: Input]
    : Calls<Client[Name], `${Path}${Name}.`>
}[keyof Client & string]

/** A procedure by its path in the contract and its input: `['deals.edit', { dealId, edit }]`. */
export type EditCall = Calls<LeadoutClient>

export interface Edit {
  /** what was done, as the toast with Undo says it: "Kolbe moved to Negotiation" */
  readonly label: string
  readonly call: EditCall
  /** the call that takes it back; where only the answer knows it, a function of the answer */
  readonly undo?: EditCall | ((answer: unknown) => EditCall)
  /** writes the expected result into the query cache; it may run several times, so it sets values and adds none */
  readonly apply?: (queries: QueryClient) => void
  /** told once the server has it, and what it answered */
  readonly onSaved?: (answer: unknown) => void
}

/** The edits of one signed-in user in this browser: what waits, how it looks meanwhile, and how it is taken back. */
export interface EditSession {
  edit(edit: Edit): void
  /** takes the newest edit back */
  undo(): void
  waiting(): readonly QueuedEdit[]
  /** called whenever `waiting` changes */
  subscribe(listener: () => void): () => void
  retry(id: string, input: unknown): void
  /** forgets an edit that the server does not have */
  forget(id: string): void
  /** begins to send what waits, again and again until the server has it; the answer ends it */
  start(): () => void
}

/** Longest wait between two tries; the browser's own news of the network cut it short. */
const LONGEST_WAIT_MS = 20_000
const FIRST_WAIT_MS = 1000
const MOST_UNDOS = 50

export function openEditSession(api: Api, queries: QueryClient, userId: string): EditSession {
  // what cannot be kept beyond the page: how an edit looks, and how it is taken back
  const made = new Map<string, Edit>()
  const takenBack = new Set<string>()
  let undoable: readonly string[] = []
  const listeners = new Set<() => void>()
  const queue = createEditQueue({
    store: localEditStore(userId, localStorage),
    // where the session is over, the frame asks to sign in, and the queue goes on from there
    send: (edit) => sendEdit(api, edit, () => void queries.invalidateQueries()),
    newId: randomId,
    changed: () => listeners.forEach((listener) => listener()),
    settled,
  })
  const pending = () => queue.waiting().some(({ problem }) => problem === undefined)

  function settled({ id, label }: QueuedEdit, sent: Exclude<Sent, { state: 'later' }>): void {
    const edit = made.get(id)
    if (sent.state === 'done') {
      edit?.onSaved?.(sent.answer)
      if (typeof edit?.undo === 'function') made.set(id, { ...edit, undo: edit.undo(sent.answer) })
    } else {
      undoable = undoable.filter((one) => one !== id)
      notifications.hide(id)
      notifications.show({ title: label, message: sent.problem.message, role: 'alert', autoClose: false })
    }
    // what was taken back is told once the screen shows it
    const shown = pending() ? Promise.resolve() : queries.invalidateQueries()
    if (sent.state === 'done' && takenBack.delete(id)) void shown.then(() => notifications.show({ message: label }))
  }

  function edit(next: Edit): void {
    const id = randomId()
    const [path, input] = next.call
    made.set(id, next)
    next.apply?.(queries)
    if (next.undo) undoable = [...undoable.slice(-MOST_UNDOS), id]
    queue.add({ id, order: nextOrder(queue), label: next.label, path, input })
    notifications.show({
      id,
      message: <UndoToast label={next.label} onUndo={next.undo ? () => undoOne(id) : null} />,
    })
  }

  function undoOne(id: string): void {
    const before = made.get(id)
    if (!before || !undoable.includes(id)) return
    notifications.hide(id)
    // one that has not left is simply not sent
    const dropped = queue.drop(id)
    if (!dropped && (before.undo === undefined || typeof before.undo === 'function')) {
      notifications.show({ message: 'Still being saved. Undo again in a moment.' })
      return
    }
    undoable = undoable.filter((one) => one !== id)
    const label = undoneWords(before.label)
    if (dropped) void queries.invalidateQueries().then(() => notifications.show({ message: label }))
    else if (before.undo !== undefined && typeof before.undo !== 'function') {
      const [path, input] = before.undo
      const undoId = randomId()
      takenBack.add(undoId)
      queue.add({ id: undoId, order: nextOrder(queue), label, path, input })
    }
  }

  function start(): () => void {
    let wait = FIRST_WAIT_MS
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      clearTimeout(timer)
      void queue.flush()
      wait = pending() ? Math.min(wait * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS
      timer = setTimeout(again, wait)
    }
    const now = () => {
      wait = FIRST_WAIT_MS
      again()
    }
    // what the server answers while edits are on their way is older than they are
    const unsubscribe = queries.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success' || event.action.manual) return
      for (const { id, problem } of queue.waiting()) if (!problem) made.get(id)?.apply?.(queries)
    })
    const news = ['online', 'focus', 'storage'] as const
    for (const name of news) addEventListener(name, now)
    again()
    return () => {
      clearTimeout(timer)
      unsubscribe()
      for (const name of news) removeEventListener(name, now)
    }
  }

  return {
    edit,
    undo() {
      const newest = undoable.at(-1)
      if (newest !== undefined) undoOne(newest)
    },
    waiting: queue.waiting,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    retry: queue.retry,
    forget(id) {
      if (queue.drop(id)) void queries.invalidateQueries()
    },
    start,
  }
}

/** Grows from one edit to the next and from one visit to the next. */
function nextOrder(queue: EditQueue): number {
  const last = queue.waiting().at(-1)?.order ?? 0
  return Math.max(performance.timeOrigin + performance.now(), last + 1)
}

function undoneWords(label: string): string {
  return `Undone: ${label}`
}

interface Callable {
  call(input: unknown, options: { context: { idempotencyKey: string } }): Promise<unknown>
}

async function sendEdit(api: Api, { id, path, input }: QueuedEdit, signedOut: () => void): Promise<Sent> {
  const procedure = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], api)
  try {
    const answer = await (procedure as Callable).call(input, { context: { idempotencyKey: id } })
    return { state: 'done', answer }
  } catch (error) {
    if (isSignedOut(error)) signedOut()
    return sentOf(error)
  }
}

function sentOf(error: unknown): Sent {
  if (!(error instanceof ORPCError)) return { state: 'later' }
  const data: unknown = error.data
  if (error.code === 'CONFLICT' && isDone(data)) return { state: 'done', answer: undefined }
  // a session that is over comes back with the same queue
  if (error.code === 'UNAUTHORIZED' || (!isFatal(error) && error.code !== 'INTERNAL_SERVER_ERROR')) {
    return { state: 'later' }
  }
  const conflict = error.code === 'CONFLICT' && isConflict(data) ? data : null
  return { state: 'refused', problem: { message: messageOf(error), conflict } }
}

function isDone(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'done' in data && data.done === true
}
