import { expect, test } from 'vitest'
import { match, type Shortcut } from './shortcuts.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false }
const shortcut = (keys: string): Shortcut => ({ keys, label: keys, run: () => undefined })
const shortcuts = [shortcut('g b'), shortcut('t'), shortcut('[')]

test('a single key runs at once, in either case', () => {
  expect(match(shortcuts, null, { ...plain, key: 'T' }).shortcut?.keys).toBe('t')
  expect(match(shortcuts, null, { ...plain, key: '[' }).shortcut?.keys).toBe('[')
})

test('a sequence waits for its second key and forgets a wrong one', () => {
  const first = match(shortcuts, null, { ...plain, key: 'g' })
  expect(first).toEqual({ shortcut: null, prefix: 'g' })
  expect(match(shortcuts, first.prefix, { ...plain, key: 'b' }).shortcut?.keys).toBe('g b')
  expect(match(shortcuts, first.prefix, { ...plain, key: 't' })).toEqual({ shortcut: null, prefix: null })
})

test('keys with Ctrl, Meta or Alt are left to the browser', () => {
  expect(match(shortcuts, null, { ...plain, ctrlKey: true, key: 't' }).shortcut).toBeNull()
  expect(match(shortcuts, null, { ...plain, metaKey: true, key: 'g' }).prefix).toBeNull()
})

test('keys with Ctrl or Cmd run where a shortcut names them', () => {
  const named = [...shortcuts, shortcut('mod+k')]
  expect(match(named, null, { ...plain, ctrlKey: true, key: 'k' }).shortcut?.keys).toBe('mod+k')
  expect(match(named, 'g', { ...plain, metaKey: true, key: 'K' }).shortcut?.keys).toBe('mod+k')
  expect(match(named, null, { ...plain, key: 'k' }).shortcut).toBeNull()
})

test('of two parts that listen to one key, the last is meant', () => {
  const inner = { ...shortcut('t'), label: 'inner' }
  expect(match([...shortcuts, inner], null, { ...plain, key: 't' }).shortcut?.label).toBe('inner')
})
