import { expect, test } from 'vitest'
import { createLogger, type LogOptions } from './log.ts'

function capture(options: Partial<LogOptions>) {
  const lines: string[] = []
  const log = createLogger({
    level: 'info',
    format: 'json',
    write: (line) => void lines.push(line),
    now: () => 0,
    ...options,
  })
  return { log, lines }
}

test('JSON: one object a line, with the fields and the stack of an error', () => {
  const { log, lines } = capture({})
  const error = Object.assign(new TypeError('broken\nline'), { code: 'E1' })
  log.error('It failed', { error, count: 2 })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.match(/\n/g)).toHaveLength(1)
  expect(JSON.parse(lines[0]!)).toMatchObject({
    time: '1970-01-01T00:00:00.000Z',
    level: 'error',
    message: 'It failed',
    error: { message: 'broken\nline', code: 'E1', stack: expect.stringContaining('log.test') },
    count: 2,
  })
})

test('for people: the level only when it matters, values quoted when they hold spaces', () => {
  const { log, lines } = capture({ format: 'human' })
  log.info('Started', { file: 'a b', port: 4600, host: 'x' })
  log.warn('Slow')
  expect(lines).toEqual(['Started file="a b" port=4600 host=x\n', 'warn: Slow\n'])
})

test('what is below the level is dropped', () => {
  const { log, lines } = capture({ level: 'warn', format: 'human' })
  log.debug('a')
  log.info('b')
  log.warn('c')
  expect(lines).toEqual(['warn: c\n'])
})
