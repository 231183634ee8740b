import { useRef } from 'react'
import type { CallOptions } from './client.ts'
import { randomId } from './edit-store.ts'

/**
 * What a form sends along with its input, so that a double click or an answer that got lost writes once: the same input
 * of the same form has the same key, a changed one another.
 */
export function useOnce(): (input: unknown) => { readonly context: CallOptions } {
  const last = useRef<{ readonly text: string; readonly key: string } | null>(null)
  return (input) => {
    const text = JSON.stringify(input)
    if (last.current?.text !== text) last.current = { text, key: randomId() }
    return { context: { idempotencyKey: last.current.key } }
  }
}
