import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-deals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EXPORT = `Opportunity ID,Opportunity Name,Account,Owner,Stage,Amount,Close Date,Created Date,Next Step
2001,Linde crane,Linde,Ana Berg,Closed Won,$24000.00,2026-06-05,2026-04-01,
2002,Polo fleet,Polo,Bo Hansen,Closed Lost,$20000.00,2026-06-08,2026-04-02,
2003,Kolbe line,Kolbe,Ana Berg,Negotiation,$38000.00,2026-06-19,2026-04-03,Send the offer
2004,Ferro press,Ferro,Bo Hansen,Prospecting,$25000.00,2026-06-26,2026-04-04,
2005,Vire ovens,Vire,Ana Berg,Prospecting,$19000.00,2026-07-12,2026-03-01,
`
const TIMEOUT = 20_000

let context: BrowserContext
let page: Page
let faults: string[]

async function openPage(): Promise<Page> {
  const opened = await context.newPage()
  opened.setDefaultTimeout(TIMEOUT)
  return opened
}

beforeAll(async () => {
  const path = join(folder, 'deals.csv')
  writeFileSync(path, EXPORT)
  await leadout.command('import', path, '--yes', '--taken-at', '2026-06-14')
  await leadout.command('clock', 'set', '2026-06-15')
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await openPage()
  faults = watchFaults(page)
  await signUp(page, leadout.firstUserUrl)
})

async function showDeals(of: Page, search = ''): Promise<void> {
  await of.goto(`${leadout.url}/board/deals${search}`)
  await row(of, 'Kolbe line').waitFor()
}

const row = (of: Page, name: string) => of.locator('[data-row]', { hasText: name })
const cell = (of: Page, name: string, column: string) => row(of, name).locator(`[data-column="${column}"]`)
const focused = (of: Page) => of.evaluate('document.activeElement?.closest("[data-row]")?.textContent ?? ""')

/** Nothing serious by axe, in either theme, on the page as it stands. */
describe('the list by keyboard alone', () => {
  test('filters, walks, and adds up what is left', async () => {
    await showDeals(page)
    await page.getByRole('button', { name: '3 deals' }).waitFor()
    await page.getByRole('button', { name: '$82,000' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('/')
    await page.keyboard.type('kolbe')
    await page.getByRole('button', { name: '1 deal', exact: true }).waitFor()
    expect(page.url()).toContain('text=kolbe')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: '3 deals' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toContain('Ferro press')
    await page.keyboard.press('k')
    expect(await focused(page)).toContain('Kolbe line')
  })

  test('edits cell after cell, and takes the last edit back', async () => {
    await showDeals(page)
    await cell(page, 'Ferro press', 'name').focus()
    await row(page, 'Ferro press').focus()
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByLabel('Next step', { exact: true }).fill('Call the buyer')
    // by when comes after what
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.getByLabel('Close date', { exact: true }).fill('2026-06-30')
    await page.keyboard.press('Tab')
    await page.getByLabel('Amount', { exact: true }).fill('26k')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '$83,000' }).waitFor()
    expect(await cell(page, 'Ferro press', 'close').textContent()).toBe('Jun 30')
    expect(await cell(page, 'Ferro press', 'nextStep').textContent()).toBe('Call the buyer')
    await page.keyboard.press('u')
    await page.getByRole('button', { name: '$82,000' }).waitFor()
    await cell(page, 'Ferro press', 'amount').getByText('$25,000').waitFor()
  })

  test('opens the drawer with the whole history, wins with a reason in one tap, and undoes it', async () => {
    await row(page, 'Ferro press').focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog', { name: 'Ferro press' })
    await drawer.getByRole('region', { name: 'Differs from CRM' }).getByText('Call the buyer').waitFor()
    await drawer.getByRole('region', { name: 'History' }).getByText('Olga').first().waitFor()
    await expectAccessible(page)
    await drawer.getByRole('button', { name: 'Won' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Price' }).focus()
    await page.keyboard.press('Enter')
    await drawer.getByText('Price').first().waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '2 deals' }).waitFor()
    const won = await leadout.command('deals', '--status', 'won', '--list')
    expect(won).toContainEqual(
      expect.objectContaining({ name: 'Ferro press', outcomeDate: '2026-06-15', amount: 25_000 }),
    )
    await page.keyboard.press('u')
    await page.getByRole('button', { name: '3 deals' }).waitFor()
    expect(await leadout.command('deals', '--status', 'won', '--list')).toHaveLength(1)
  })

  test('one edit for many, one undo', async () => {
    await row(page, 'Kolbe line').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('3 deals selected').waitFor()
    await expectAccessible(page)
    await page.getByRole('toolbar').getByRole('button', { name: 'Next step' }).press('Enter')
    await page.getByRole('textbox', { name: 'Next step', exact: true }).fill('Quarterly review')
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      'document.querySelectorAll("[data-row]").length === [...document.querySelectorAll("[data-row]")].filter((row) => row.textContent.includes("Quarterly review")).length',
    )
    await row(page, 'Kolbe line').focus()
    await page.keyboard.press('u')
    await cell(page, 'Kolbe line', 'nextStep').getByText('Send the offer').waitFor()
    await cell(page, 'Ferro press', 'nextStep').getByText('Call the buyer').waitFor()
    expect(await page.getByText('Quarterly review').count()).toBe(0)
  })
})

describe('lists under a name, and in files', () => {
  test('a view is saved, shared and shown again', async () => {
    await showDeals(page, '?group=owner&status=all')
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: /Save this view/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Everything by rep')
    await page.getByLabel('Share with everyone').check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Everything by rep' }).waitFor()
    await showDeals(page)
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Everything by rep' }).click()
    await page.getByRole('button', { name: 'Ana Berg' }).waitFor()
    expect(page.url()).toContain('group=owner')
  })

  test('the filtered list as CSV and as a workbook', async () => {
    const csv = await context.request.get(`${leadout.url}/api/v1/deal-list/deals.csv?text=kolbe`)
    const lines = (await csv.text()).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('Kolbe line')
    const xlsx = await context.request.get(`${leadout.url}/api/v1/deal-list/deals.xlsx?status=all`)
    expect((await xlsx.body()).subarray(0, 2).toString()).toBe('PK')
  })
})

test('two browsers edit the same field: the later one sees both values, and nothing is lost', async () => {
  const other = await openPage()
  await showDeals(page)
  await showDeals(other)
  // the second browser does not hear of the first one's edit before it sends its own
  await other.route('**/rpc/deals/board', (route) => route.abort())
  await edit(page, '40k')
  await cell(page, 'Kolbe line', 'amount').getByText('$40,000').waitFor()
  await expect
    .poll(() => leadout.command('deals', '--status', 'open', '--list'), { timeout: TIMEOUT })
    .toContainEqual(expect.objectContaining({ name: 'Kolbe line', amount: 40_000 }))
  await edit(other, '45k')
  await other.getByRole('button', { name: 'Not saved: your choice' }).waitFor()
  await other.unroute('**/rpc/deals/board')
  await other.getByRole('button', { name: 'Not saved: your choice' }).click()
  const choice = other.getByRole('table').filter({ hasText: 'Yours' })
  await choice.getByText('$45,000').waitFor()
  await choice.getByText('$40,000').waitFor()
  await other.getByRole('button', { name: 'Use mine' }).click()
  await expect
    .poll(() => leadout.command('deals', '--status', 'open', '--list'), { timeout: TIMEOUT })
    .toContainEqual(expect.objectContaining({ name: 'Kolbe line', amount: 45_000 }))
  await cell(page, 'Kolbe line', 'amount').getByText('$45,000').waitFor()
  await other.close()
})

async function edit(of: Page, amount: string): Promise<void> {
  await row(of, 'Kolbe line').focus()
  await of.keyboard.press('End')
  await of.keyboard.press('Enter')
  await of.getByLabel('Amount', { exact: true }).fill(amount)
  await of.keyboard.press('Enter')
}

test('it fits a phone as cards', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await showDeals(page)
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(wide).toBeLessThanOrEqual(0)
  await expectAccessible(page)
  await cell(page, 'Kolbe line', 'name').click()
  await page.getByRole('dialog', { name: 'Kolbe line' }).waitFor()
  expect(faults.filter((fault) => !/409/.test(fault))).toEqual([])
})
