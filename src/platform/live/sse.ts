export interface SseStream {
  readonly response: Response
  send(event: { readonly name: string; readonly id?: string; readonly topics?: ReadonlySet<string> }): void
  close(): void
}

const BEAT_MS = 20_000

/**
 * One server-sent event stream. While a slow reader has not taken what was written, topics pile up as a set, so a
 * reader costs at most one pending event however much changes.
 */
export function openSse(onClose: () => void): SseStream {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let pending: { name: string; id: string | undefined; topics: Set<string> } | null = null

  const beat = setInterval(() => {
    if (writable()) write(': beat\n\n')
  }, BEAT_MS)
  beat.unref()

  function writable(): boolean {
    return controller !== null && (controller.desiredSize ?? 0) > 0
  }

  function write(text: string): void {
    controller?.enqueue(encoder.encode(text))
  }

  function flush(): void {
    if (pending === null || !writable()) return
    const { name, id, topics } = pending
    pending = null
    write(
      `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify({ topics: [...topics] })}\n\n`,
    )
  }

  function end(): void {
    clearInterval(beat)
    controller = null
    onClose()
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own
      },
      pull: flush,
      cancel: end,
    },
    { highWaterMark: 16 },
  )

  return {
    response: new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    }),
    send({ name, id, topics }) {
      if (controller === null) return
      // a reset outranks the changes behind it: it makes the reader ask for everything
      const kept = pending?.name === 'reset' ? 'reset' : name
      pending = { name: kept, id: id ?? pending?.id, topics: new Set([...(pending?.topics ?? []), ...(topics ?? [])]) }
      flush()
    },
    close() {
      if (controller === null) return
      const own = controller
      end()
      own.close()
    },
  }
}
