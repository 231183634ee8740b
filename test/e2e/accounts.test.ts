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
const folder = mkdtempSync(join(tmpdir(), 'leadout-accounts-'))
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

test('the list finds, the page edits in place, and U takes it back', async () => {
  await page.goto(`${leadout.url}/accounts?scope=company`)
  await page.getByRole('row').filter({ hasText: 'Kolbe AG' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('/')
  await page.keyboard.type('kolbe')
  await page.getByText('2 accounts').waitFor()
  await page.getByRole('link', { name: 'Kolbe AG' }).click()
  await page.getByRole('heading', { level: 1, name: 'Kolbe AG' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Edit Industry' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Industry' }).fill('Machines')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Edit Industry' }).filter({ hasText: 'Machines' }).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('button', { name: 'Edit Industry' }).filter({ hasText: '–' }).waitFor()
  expect(await page.getByRole('button', { name: 'Edit Industry' }).textContent()).not.toContain('Machines')
})

test('two accounts of one name become one, and two again', async () => {
  await page.getByText('Kolbe has the same name.').waitFor()
  await page.getByRole('button', { name: 'Merge into this one' }).click()
  await page.getByRole('button', { name: 'Kolbe ovens' }).waitFor()
  await page.getByRole('button', { name: 'Split' }).click()
  await page.getByText('Kolbe has the same name.').waitFor()
  expect(await page.getByRole('button', { name: 'Merge into this one' }).count()).toBe(1)
})

test('a contact is added at the account and opens again', async () => {
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page.getByLabel('Name', { exact: true }).fill('L. Noren')
  await page.getByRole('button', { name: 'Add contact' }).click()
  await page.getByRole('button', { name: 'L. Noren' }).click()
  await page.getByRole('dialog', { name: 'L. Noren' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.goto(`${leadout.url}/accounts/contacts`)
  await page.getByRole('button', { name: 'L. Noren' }).waitFor()
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  for (const path of ['/accounts', '/accounts/contacts']) {
    await page.goto(leadout.url + path)
    await page.getByRole('row').nth(1).waitFor()
    const wide = await overflowOf(page)
    expect(wide, path).toBeLessThanOrEqual(0)
  }
  // what a library tries and a strict policy forbids, it does without
  expect(faults.filter((fault) => !fault.includes('script-src'))).toEqual([])
})
