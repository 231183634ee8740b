import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { silentLogger } from '#platform/log.ts'
import { attend, exclusively } from './locks.ts'

function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'locks-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('one at a time, and whoever waits gets its turn', async () => {
  const directory = scratch()
  let inside = 0
  let most = 0
  const visit = () =>
    exclusively(directory, silentLogger, async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    })
  await Promise.all([visit(), visit(), visit(), visit()])
  expect(most).toBe(1)
})

test('waiting ends with the name of the process that is in the way', async () => {
  const directory = scratch()
  let leave = () => {}
  const first = exclusively(directory, silentLogger, () => new Promise<void>((resolve) => (leave = resolve)))
  await expect(exclusively(directory, silentLogger, async () => {}, 1)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`Process ${process.pid} has been starting or stopping the database`),
  })
  leave()
  await first
  expect(await exclusively(directory, silentLogger, async () => 'free', 1)).toBe('free')
})

test('a failure frees the lock', async () => {
  const directory = scratch()
  const failing = exclusively(directory, silentLogger, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await exclusively(directory, silentLogger, async () => 'free', 1)).toBe('free')
})

test('only the last one out is alone, and asking does not sign anyone out', () => {
  const directory = scratch()
  const [first, second] = [attend(directory), attend(directory)]
  expect(first.isLast()).toBe(false)
  expect(second.isLast()).toBe(false)
  first.leave()
  expect(second.isLast()).toBe(true)
  const third = attend(directory)
  expect(second.isLast()).toBe(false)
  second.leave()
  third.leave()
})
