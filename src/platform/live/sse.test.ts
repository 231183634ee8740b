import { describe, expect, it } from 'vitest'
import { openSse } from './sse.ts'

function open() {
  let closed = 0
  const sse = openSse(() => closed++)
  const reader = sse.response.body!.pipeThrough(new TextDecoderStream()).getReader()
  return { sse, reader, closed: () => closed }
}

describe('a stream of events', () => {
  it('sends what changed with the id to resume after', async () => {
    const { sse, reader } = open()
    sse.send({ name: 'change', id: '7~1:1:', topics: new Set(['figures', 'goals']) })
    expect((await reader.read()).value).toBe('event: change\nid: 7~1:1:\ndata: {"topics":["figures","goals"]}\n\n')
  })

  it('keeps one pending event for a reader that does not read, with every topic and the newest id', async () => {
    const { sse, reader } = open()
    for (let i = 0; i < 10_000; i++) sse.send({ name: 'change', id: String(i), topics: new Set([`board:${i % 3}`]) })
    let text = ''
    while (!text.includes('id: 9999\n')) text += (await reader.read()).value
    const events = text.split('\n\n').filter((event) => event !== '')
    expect(events.length).toBeLessThan(50)
    const last = JSON.parse(/^data: (.*)$/m.exec(events.at(-1) ?? '')?.[1] ?? '{}') as { topics: string[] }
    expect(last.topics.toSorted()).toEqual(['board:0', 'board:1', 'board:2'])
  })

  it('lets a reset outrank the changes behind it', async () => {
    const { sse, reader } = open()
    for (let i = 0; i < 40; i++) sse.send({ name: 'change', id: String(i), topics: new Set(['figures']) })
    sse.send({ name: 'reset', id: '40', topics: new Set(['goals']) })
    sse.send({ name: 'change', id: '41', topics: new Set(['clock']) })
    let text = ''
    while (!text.includes('id: 41\n')) text += (await reader.read()).value
    expect(text.split('\n\n').at(-2)).toMatch(/^event: reset\nid: 41\ndata: .*"goals".*"clock"/)
  })

  it('tells once when the reader leaves or the server closes it, and says nothing after', async () => {
    const left = open()
    await left.reader.cancel()
    left.sse.close()
    left.sse.send({ name: 'change' })
    expect(left.closed()).toBe(1)
    const ended = open()
    ended.sse.close()
    ended.sse.close()
    expect((await ended.reader.read()).done).toBe(true)
    expect(ended.closed()).toBe(1)
  })
})
