import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEditQueue, type EditQueue, type EditStore, type QueuedEdit, type Sent } from './edit-queue.ts'

/** A server behind a bad network: it writes once per key, and some of its answers never arrive. */
function makeServer() {
  const written: unknown[] = []
  const keys = new Set<string>()
  let network: 'up' | 'down' | 'answers-lost' = 'up'
  return {
    written,
    set: (next: typeof network) => void (network = next),
    receive({ id, input }: QueuedEdit): Promise<Sent> {
      if (network === 'down') return Promise.resolve({ state: 'later' })
      if (!keys.has(id)) written.push(input)
      keys.add(id)
      return Promise.resolve(network === 'up' ? { state: 'done', answer: null } : { state: 'later' })
    },
  }
}

function makeStore(): EditStore {
  const kept = new Map<string, string>()
  return {
    read: () => [...kept.values()].map((text) => JSON.parse(text) as QueuedEdit).toSorted((a, b) => a.order - b.order),
    put: (edit) => void kept.set(edit.id, JSON.stringify(edit)),
    remove: (id) => void kept.delete(id),
  }
}

function makeQueue(store: EditStore, send: (edit: QueuedEdit) => Promise<Sent>): EditQueue {
  let made = 0
  return createEditQueue({
    store,
    send,
    changed: () => undefined,
    settled: () => undefined,
    newId: () => `again-${(made += 1)}`,
  })
}

const edit = (order: number): QueuedEdit => ({
  id: `edit-${order}`,
  order,
  label: 'Edit',
  path: 'deals.edit',
  input: order,
})

test('a thousand cycles of lost networks, lost answers and reloads lose nothing, and repeat nothing', async () => {
  const step = fc.constantFrom('edit', 'edit', 'up', 'down', 'answers-lost', 'reload', 'flush')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 200 }), async (steps) => {
      const store = makeStore()
      const server = makeServer()
      let queue = makeQueue(store, server.receive)
      let made = 0
      for (const what of steps) {
        if (what === 'edit') queue.add(edit((made += 1)))
        else if (what === 'reload') queue = makeQueue(store, server.receive)
        else if (what === 'flush') await queue.flush()
        else server.set(what)
      }
      server.set('up')
      queue = makeQueue(store, server.receive)
      await queue.flush()
      expect(queue.waiting()).toEqual([])
      expect(server.written).toEqual(Array.from({ length: made }, (_, at) => at + 1))
    }),
    { numRuns: 1000 },
  )
})

test('a refused edit waits for a decision and holds up nothing', async () => {
  const problem = { message: 'Someone changed it.', conflict: { fields: [], base: 7 } }
  const sent: string[] = []
  const queue = makeQueue(makeStore(), (one) => {
    sent.push(one.id)
    return Promise.resolve(one.id === 'edit-1' ? { state: 'refused', problem } : { state: 'done', answer: null })
  })
  queue.add(edit(1))
  queue.add(edit(2))
  await queue.flush()
  await expect.poll(() => queue.waiting().length).toBe(1)
  expect(sent).toEqual(['edit-1', 'edit-2'])
  expect(queue.waiting()).toEqual([{ ...edit(1), problem }])

  queue.retry('edit-1', { base: 7 })
  await expect.poll(() => queue.waiting()).toEqual([])
  expect(sent.at(-1)).toBe('again-1')
})

test('an edit that is being sent can no longer be dropped; one that waits can', async () => {
  let answer: (sent: Sent) => void = () => undefined
  const queue = makeQueue(makeStore(), () => new Promise((resolve) => (answer = resolve)))
  queue.add(edit(1))
  queue.add(edit(2))
  expect(queue.drop('edit-1')).toBe(false)
  expect(queue.drop('edit-2')).toBe(true)
  answer({ state: 'done', answer: null })
  await expect.poll(() => queue.waiting()).toEqual([])
})
