import { Command } from 'commander'
import { expect, test } from 'vitest'
import { LeadoutError } from '#domain/errors.ts'
import { addGlobalOptions, type GlobalOptions } from './globals.ts'
import { action, type Outcome, run } from './run.ts'

async function call(
  args: string[],
  work: (options: GlobalOptions, ...positional: string[]) => Promise<Outcome | undefined>,
) {
  const program = addGlobalOptions(new Command('leadout'))
  program.command('show').argument('<id>').argument('[more...]').action(action(work))
  let [out, err] = ['', '']
  const code = await run(program, args, { out: (text) => (out += text), err: (text) => (err += text) })
  return { code, out, err }
}

test('people read the text, programs the data', async () => {
  const work = async (_options: GlobalOptions, id = '') => ({ data: { id }, text: `Deal ${id}` })
  expect(await call(['show', 'd1'], work)).toEqual({ code: 0, out: 'Deal d1\n', err: '' })
  expect(await call(['show', 'd1', '--json'], work)).toEqual({ code: 0, out: '{"id":"d1"}\n', err: '' })
})

test('global options count wherever they stand, and all positional arguments arrive', async () => {
  const work = async ({ org, asOf, knownAt }: GlobalOptions, ...ids: string[]) => ({
    data: { org, asOf, knownAt, ids },
  })
  const { out } = await call(
    ['--org', 'acme', 'show', 'a', 'b', 'c', '--as-of', '2024-01-31', '--known-at', 'T', '--json'],
    work,
  )
  expect(JSON.parse(out)).toEqual({ org: 'acme', asOf: '2024-01-31', knownAt: 'T', ids: ['a', 'b', 'c'] })
})

test('a refusal ends with 1 and says code, message and details', async () => {
  const work = async () => Promise.reject(new LeadoutError('not-found', 'There is no such deal.', { id: 'd1' }))
  expect(await call(['show', 'd1'], work)).toEqual({ code: 1, out: '', err: 'leadout: There is no such deal.\n' })
  const { code, out, err } = await call(['--json', 'show', 'd1'], work)
  expect([code, JSON.parse(out), err]).toEqual([
    1,
    { error: { code: 'not-found', message: 'There is no such deal.', details: { id: 'd1' } } },
    '',
  ])
})

test('a defect is an internal error with its stack', async () => {
  const { code, out } = await call(['--json', 'show', 'd1'], async () => Promise.reject(new TypeError('oops')))
  expect([code, JSON.parse(out).error.code]).toEqual([1, 'internal'])
  expect(JSON.parse(out).error.message).toContain('run.test.ts')
})

test.each([[['show']], [['nope']], [['show', 'd1', '--colour']], [['show', 'd1', '--org']]])(
  'wrong use %j ends with 2',
  async (args) => {
    const never = () => Promise.reject(new Error('must not run'))
    const people = await call(args, never)
    expect([people.code, people.out]).toEqual([2, ''])
    expect(people.err).not.toBe('')
    if (args.includes('--org')) return
    const program = await call([...args, '--json'], never)
    expect([program.code, JSON.parse(program.out).error.code, program.err]).toEqual([2, 'invalid', ''])
  },
)

test('help is no failure', async () => {
  const { code, out } = await call(['--help'], async () => undefined)
  expect(code).toBe(0)
  expect(out).toContain('show')
})
