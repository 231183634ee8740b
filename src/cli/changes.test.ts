import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'

/** an export of a real loan desk, kept beside the repository; see README there */
const root = fileURLToPath(new URL('../../../shared/data/loan-desk/', import.meta.url))
const present = existsSync(root)
if (!present) process.stderr.write(`skipped: no data at ${root}\n`)

const MAIN = join(import.meta.dirname, 'main.ts')
const dataDir = mkdtempSync(join(tmpdir(), 'leadout-changes-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function leadout<T>(...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, '--json', '--data', dataDir, ...args], {
    maxBuffer: 256 * 1024 * 1024,
  })
  return JSON.parse(stdout) as T
}

interface Listed {
  readonly id: string
  readonly status: 'open' | 'won' | 'lost'
  readonly amount: number | null
  readonly closeDate: string | null
}
type Tally = { count: number; amount: number }

const list = (asOf: string, ...more: string[]) => leadout<Listed[]>('deals', '--list', '--as-of', asOf, ...more)

/** The waterfall by a plain loop over lists of deals at both ends. */
async function fromLists(from: string, to: string, month: string | null, owner: string | null) {
  const filter = owner === null ? [] : ['--filter', `owner=${owner}`]
  const due = (deal: Listed) => month === null || deal.closeDate?.startsWith(month) === true
  const scoped = async (asOf: string) =>
    new Map((await list(asOf, '--status', 'open', ...filter)).filter(due).map((deal) => [deal.id, deal]))
  const all = async (asOf: string) => new Map((await list(asOf)).map((deal) => [deal.id, deal]))
  const mine = async (asOf: string) => new Set((await list(asOf, '--status', 'open', ...filter)).map(({ id }) => id))
  const decided = new Map(
    [...(await list(to, '--status', 'won', ...filter)), ...(await list(to, '--status', 'lost', ...filter))]
      .filter(due)
      .map((deal) => [deal.id, deal]),
  )
  const [opening, closing] = [await scoped(from), await scoped(to)]
  const [before, after] = [await all(from), await all(to)]
  const [mineBefore, mineAfter] = [await mine(from), await mine(to)]
  const bars: Record<string, Tally> = {}
  const add = (bar: string, amount: number) => {
    const tally = (bars[bar] ??= { count: 0, amount: 0 })
    tally.count += 1
    tally.amount += amount
  }
  for (const [id, deal] of opening) {
    const was = deal.amount ?? 0
    const is = after.get(id)?.amount ?? 0
    add('opening', was)
    if (!closing.has(id)) {
      const status = after.get(id)?.status
      if (status === 'won') add('won', is)
      else if (status === 'lost') add('lost', was)
      else if (status === 'open' && mineAfter.has(id)) add('pushed', was)
      else add('movedOut', was)
      if (status !== 'won') continue
    }
    if (is !== was) add(is > was ? 'grown' : 'shrunk', Math.abs(is - was))
  }
  for (const [id, deal] of closing) {
    const is = deal.amount ?? 0
    add('closing', is)
    if (opening.has(id)) continue
    const status = before.get(id)?.status
    if (status === undefined) add('new', is)
    else if (status !== 'open') add('reopened', is)
    else add(mineBefore.has(id) ? 'pulledIn' : 'movedIn', is)
  }
  for (const [id, deal] of decided) {
    if (before.has(id)) continue
    add('new', deal.amount ?? 0)
    add(deal.status, deal.amount ?? 0)
  }
  return bars
}

const IN = ['opening', 'new', 'pulledIn', 'grown', 'movedIn', 'reopened']
const OUT = ['shrunk', 'pushed', 'movedOut', 'lost', 'won']

describe.skipIf(!present)('leadout changes on a real export', () => {
  const questions = [
    { from: '2011-11-15', to: '2011-12-15', month: null, owner: null },
    { from: '2011-10-20T13:17:00Z', to: '2011-12-30T08:00:00Z', month: '2011-12', owner: null },
    { from: '2011-11-20', to: '2011-12-10T10:30:00Z', month: null, owner: 'Employee 11189' },
  ] as const

  test('is what a loop over the lists of deals says, and balances', async () => {
    await leadout('import', root, '--yes', '--zone', 'Europe/Amsterdam', '--currency', 'EUR')
    for (const { from, to, month, owner } of questions) {
      const answer = await leadout<Record<string, Tally>>(
        'changes',
        '--from',
        from,
        '--to',
        to,
        ...(month === null ? [] : ['--closing-in', month]),
        ...(owner === null ? [] : ['--filter', `owner=${owner}`]),
      )
      const { currency, ...parts } = answer
      expect(currency).toBe('EUR')
      const own = await fromLists(from, to, month, owner)
      const none = Object.fromEntries([...IN, ...OUT, 'closing'].map((part) => [part, { count: 0, amount: 0 }]))
      expect(parts).toEqual({ ...none, ...own })
      const sum = (among: string[]) => among.reduce((total, part) => total + Math.round(parts[part]!.amount * 100), 0)
      expect(sum(IN) - sum(OUT)).toBe(Math.round(parts['closing']!.amount * 100))
      expect(parts['opening']!.count + parts['closing']!.count).toBeGreaterThan(20)
    }
    const rows = await leadout<{ bar: string; amount: number }[]>(
      'changes',
      '--list',
      '--from',
      '2011-11-15',
      '--to',
      '2011-12-15',
    )
    const won = rows.filter((row) => row.bar === 'won')
    const own = await fromLists('2011-11-15', '2011-12-15', null, null)
    expect({ count: won.length, amount: won.reduce((total, row) => total + row.amount, 0) }).toEqual(own['won'])
  }, 240_000)
})
