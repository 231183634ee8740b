import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { LeadoutError } from '#domain/errors.ts'
import { problemOf } from './problem.ts'

const databaseError = (code: string) =>
  Object.assign(new pg.DatabaseError('secret table "x"', 1, 'error'), { code, severity: 'ERROR' })
const systemError = (code: string, syscall: string) => Object.assign(new Error('secret path'), { code, syscall })

describe('what a caller is told', () => {
  it.each([
    ['not-found', 404, 'NOT_FOUND'],
    ['forbidden', 403, 'FORBIDDEN'],
    ['conflict', 409, 'CONFLICT'],
    ['invalid', 400, 'BAD_REQUEST'],
    ['limit', 429, 'TOO_MANY_REQUESTS'],
    ['precondition', 412, 'PRECONDITION_FAILED'],
  ] as const)('%s is %d', (code, status, name) => {
    expect(problemOf(new LeadoutError(code, 'A sentence.', { field: 1 }))).toEqual({
      status,
      code: name,
      message: 'A sentence.',
      details: { field: 1 },
    })
  })

  it.each([
    ['the server closed the connection', databaseError('57P01')],
    ['the server is starting', databaseError('57P03')],
    ['too many connections', databaseError('53300')],
    ['nobody listens', systemError('ECONNREFUSED', 'connect')],
    ['the socket is gone', systemError('ENOENT', 'connect')],
    ['the connection broke', systemError('ECONNRESET', 'read')],
    ['the driver lost it', new Error('Connection terminated unexpectedly')],
    ['the pool waited in vain', new Error('timeout exceeded when trying to connect')],
    ['wrapped', new Error('outer', { cause: systemError('ECONNREFUSED', 'connect') })],
    ['the disk is full', databaseError('53100')],
  ])('503 when %s', (_what, error) => {
    const problem = problemOf(error)
    expect(problem).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' })
    expect(problem.message).not.toContain('secret')
  })

  it('a malformed id is a bad request, a lost race a conflict', () => {
    expect(problemOf(databaseError('22P02'))).toMatchObject({ status: 400 })
    expect(problemOf(databaseError('40001'))).toMatchObject({ status: 409 })
  })

  it.each([
    ['a bug', new TypeError('secret is undefined')],
    ['a constraint', databaseError('23505')],
    ['an internal error', new LeadoutError('internal', 'secret', { secret: 1 })],
    ['a missing file', systemError('ENOENT', 'open')],
    ['no error at all', 'secret'],
  ])('%s tells nothing', (_what, error) => {
    const problem = problemOf(error)
    expect(problem.status).toBe(500)
    expect(JSON.stringify(problem)).not.toContain('secret')
  })
})
