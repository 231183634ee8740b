import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, overflowOf } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-changes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EXPORT = `Opportunity ID,Opportunity Name,Account Name,Owner,Stage,Amount,Close Date,Created Date
2001,Linde crane,Linde,Ana Berg,Closed Won,$24000.00,2026-06-12,2026-04-01
2002,Polo fleet,Polo,Bo Hansen,Closed Lost,$20000.00,2026-06-13,2026-04-02
2003,Kolbe line,Kolbe AG,Ana Berg,Negotiation,$38000.00,2026-06-19,2026-04-03
2004,Ferro press,Ferro,Bo Hansen,Prospecting,$25000.00,2026-06-26,2026-06-11
2005,Kolbe ovens,Kolbe,Ana Berg,Closed Won,$19000.00,2026-05-12,2026-03-01
`

let page: Page
let faults: string[]

beforeAll(async () => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })).newPage()
  faults = watchFaults(page)
  const path = join(folder, 'deals.csv')
  writeFileSync(path, EXPORT)
  await signUp(page, leadout.firstUserUrl)
  await leadout.command('import', path, '--yes')
  await leadout.command('clock', 'set', '2026-06-15')
})

test('the waterfall of a week: bars open their deals, deals take a comment, numbers open receipts', async () => {
  await page.goto(`${leadout.url}/board/changes?scope=company&period=2026-06&since=2026-06-08`)
  await page.getByRole('heading', { level: 1, name: /What moved since/ }).waitFor()
  await page.getByRole('button', { name: '−$24k' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ferro press Ferro' }).waitFor()
  await page.getByRole('button', { name: /on Ferro press/ }).click()
  await page.getByText('Their timing').click()
  await page.getByLabel('Comment', { exact: true }).fill('Asked for it in May')
  await page.getByRole('button', { name: 'Add comment' }).click()
  await page
    .getByRole('button', { name: /on Ferro press/ })
    .filter({ hasText: 'Asked for it in May' })
    .waitFor()
  await page.getByRole('button', { name: '+$25k' }).click()
  const receipt = page.getByRole('dialog', { name: 'New' })
  await receipt.getByText('$25,000').first().waitFor()
  expect(await receipt.getByRole('row').count()).toBeGreaterThan(1)
  await page.keyboard.press('Escape')
  await receipt.waitFor({ state: 'detached' })
})

test('it balances on screen as at the command line, and fits a phone', async () => {
  const bars = (await leadout.command('changes', '--from', '2026-06-08', '--closing-in', '2026-06')) as Record<
    string,
    { count: number; amount: number }
  >
  expect(bars['opening']!.amount + bars['new']!.amount - bars['lost']!.amount - bars['won']!.amount).toBe(
    bars['closing']!.amount,
  )
  expect(bars['closing']).toEqual({ count: 2, amount: 63000 })
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  await page.getByRole('button', { name: '−$24k' }).waitFor()
  const wide = await overflowOf(page)
  expect(wide).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  // what a library tries and a strict policy forbids, it does without
  expect(faults.filter((fault) => !fault.includes('script-src'))).toEqual([])
})
