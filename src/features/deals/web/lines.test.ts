import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

const group = (key: string, count: number) => ({ key, label: key, count, minor: 0, missing: [], converted: false })

test('property: every deal of an open group has one line below its heading, in order', () => {
  const some = fc.array(fc.tuple(fc.nat(4), fc.boolean()), { maxLength: 6 })
  fc.assert(
    fc.property(some, fc.boolean(), (counts, headed) => {
      const groups = counts.map(([count], at) => group(String(at), count))
      const closed = new Set(counts.flatMap(([, shut], at) => (shut ? [String(at)] : [])))
      const expected: string[] = []
      let offset = 0
      for (const { key, count } of groups) {
        if (headed) expected.push(`heading ${key}`)
        for (let at = 0; at < count; at += 1) if (!headed || !closed.has(key)) expected.push(`deal ${offset + at}`)
        offset += count
      }
      const lines = linesOf(groups, headed, closed)
      const found = Array.from({ length: lines.count }, (_, index) => {
        const line = lines.at(index)
        return line.kind === 'heading' ? `heading ${line.group.key}` : `deal ${line.offset}`
      })
      expect(found).toEqual(expected)
      for (let index = 0; index < lines.count; index += 1) {
        const next = expected.findIndex((text, at) => at >= index && text.startsWith('deal'))
        expect(lines.dealFrom(index, 1)).toBe(next < 0 ? null : next)
        const before = expected.findLastIndex((text, at) => at <= index && text.startsWith('deal'))
        expect(lines.dealFrom(index, -1)).toBe(before < 0 ? null : before)
      }
    }),
  )
})
