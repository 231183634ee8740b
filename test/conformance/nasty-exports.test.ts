import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { listDealRows } from '#services/deals/report.ts'
import { testDatabase } from '../support/database.ts'
import { importing } from '../support/imports.ts'
import { NASTY, trueDeals } from './nasty-exports.ts'

const { db } = await testDatabase()
const { bring, ctxOf, file, newOrg } = await importing(db)

describe('one truth, written in many ways', () => {
  test.each(Object.entries(NASTY))('%s', async (_, write) => {
    const deals = trueDeals(7, 60)
    const { file: name, bytes, by } = write(deals)
    const orgId = await newOrg()
    const { written, questions } = await bring(orgId, [await file(name, bytes)], { takenAt: '2025-12-01T12:00:00Z' })
    expect(questions).toEqual([])
    expect(written).toBe(true)
    const held = (await listDealRows(ctxOf(orgId), { status: 'all' })).map((deal) => ({
      key: by === 'id' ? deal.externalId : deal.name,
      name: deal.name,
      owner: deal.owner,
      status: deal.status,
      amount: deal.amount,
      currency: deal.currency,
      closeDate: deal.closeDate,
      created: new Date(deal.createdAt).toLocaleDateString('sv', { timeZone: 'Europe/Berlin' }),
    }))
    const expected = deals.map((deal) => ({
      key: by === 'id' ? deal.id : deal.name,
      name: deal.name,
      owner: deal.owner,
      status: deal.kind,
      amount: deal.minor / 100,
      currency: 'EUR',
      closeDate: deal.close,
      created: deal.created,
    }))
    const order = (a: { key: string | null }, b: { key: string | null }) => (a.key ?? '').localeCompare(b.key ?? '')
    expect(held.toSorted(order)).toEqual(expected.toSorted(order))
  })
})

describe('the command asks, or says what it guessed and how to say otherwise', () => {
  let folder = ''
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const leadout = async (...args: string[]) => {
    folder ||= await mkdtemp(join(tmpdir(), 'leadout-guesses-'))
    const main = join(import.meta.dirname, '../../src/cli/main.ts')
    const all = [main, 'import', join(folder, 'deals.csv'), '--data', join(folder, 'data'), ...args]
    return new Promise<{ code: number; text: string }>((resolve) => {
      execFile(process.execPath, all, (error, stdout) => resolve({ code: Number(error?.code ?? 0), text: stdout }))
    })
  }
  const write = async (text: string) => {
    folder ||= await mkdtemp(join(tmpdir(), 'leadout-guesses-'))
    await writeFile(join(folder, 'deals.csv'), text)
  }
  const HEADER = 'Deal ID,Deal Name,Owner,Stage,Amount,Close Date,Created Date'
  const org = ['--zone', 'Europe/Berlin', '--currency', 'EUR', '--yes']

  test('nothing is written while a date can be read in two ways', { timeout: 60_000 }, async () => {
    await write(`${HEADER}\n1,Alpha,Ana Berg,Won,10.00,04/05/2025,2025-01-01\n`)
    const { code, text } = await leadout(...org, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(text)).toMatchObject({
      questions: [
        {
          key: 'date-style:deals.csv:Close Date',
          suggested: 'dmy',
          guess: { value: 'dmy', confidence: 0.6 },
          options: [{ example: '04/05/2025 = 2025-05-04' }, { example: '04/05/2025 = 2025-04-05' }],
        },
      ],
    })
  })

  test('a guess that the file bears out is taken and printed with its alternative', { timeout: 60_000 }, async () => {
    await write(`${HEADER}\n1,Alpha,Ana Berg,Won,10.00,04/05/2025,01/31/2025\n`)
    const { code, text } = await leadout(...org)
    expect(code).toBe(0)
    expect(text).toContain(
      'taken: 04/05/2025 = 2025-04-05 (95 % sure: “01/31/2025” in “Created Date” has the month first.)',
    )
    expect(text).toContain("or --answer 'date-style:deals.csv:Close Date=dmy'  04/05/2025 = 2025-05-04")
  })
})
