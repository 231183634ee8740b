import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser: Browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-journey-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FILES = {
  'users.csv': 'User ID,Full Name,Email\nu1,Ana Berg,ana@us.example\n',
  'accounts.csv': 'Account ID,Account Name,Website\na1,Acme,acme.example\n',
  'contacts.csv': 'Contact ID,Full Name,Email,Account ID\nc1,Bo Hansen,bo@acme.example,a1\n',
  'deals.csv':
    'Deal ID,Deal Name,Owner ID,Account ID,Stage,Amount,Close Date,Created Date\nd1,Alpha,u1,a1,Negotiation,100.00,2026-12-31,2026-01-05\n',
}

const mail = (id: string, from: string, to: string) =>
  [
    'From x Mon Mar  2 10:00:00 2026',
    `From: ${from}`,
    `To: ${to}`,
    'Date: Mon, 2 Mar 2026 10:00:00 +0100',
    `Message-ID: <${id}@mail.example>`,
    'Subject: nobody reads this',
    '',
    'nor this',
    '',
  ].join('\n')

let page: Page
let faults: string[]

beforeAll(async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  faults = watchFaults(page)
  await signUp(page, leadout.firstUserUrl, { name: 'Ana', email: 'ana@us.example' })
  const paths = Object.entries(FILES).map(([name, content]) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  })
  await leadout.command('import', ...paths, '--yes')
})

describe('one’s own mailbox', () => {
  test('asks who one is before anything', async () => {
    await page.goto(`${leadout.url}/sources/mine`)
    await page.getByRole('link', { name: 'Say who you are' }).click()
    await page.getByRole('heading', { name: 'Members and access' }).waitFor()
    const saved = page.waitForResponse((response) => response.url().includes('/members/'))
    await page.getByLabel('Person that Ana is').selectOption({ label: 'Ana Berg' })
    expect((await saved).ok()).toBe(true)
  })

  test('is shown entry by entry before it is stored', async () => {
    await page.goto(`${leadout.url}/sources/mine`)
    await page.getByText('Nothing uploaded yet').waitFor()
    await expectAccessible(page)
    const path = join(folder, 'mine.mbox')
    writeFileSync(
      path,
      [
        mail('a', 'ana@us.example', 'bo@acme.example'),
        mail('b', 'ana@us.example', 'pia@northwind.example'),
        mail('c', 'ana@us.example', 'friend@gmail.com'),
      ].join('\n'),
    )
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByText('One entry would be stored').waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Bo Hansen' })
    expect(await row.innerText()).toMatch(/Mail sent[\s\S]*Acme[\s\S]*a known contact/)
    await page.getByRole('button', { name: 'Left out' }).click()
    await page.getByRole('cell', { name: 'private mailbox, no known contact' }).waitFor()
    expect(await page.content()).not.toMatch(/nobody reads this|friend@|pia@/)
    await expectAccessible(page)
  })

  test('learns whose a domain is by one click, and is stored, by keyboard', async () => {
    await page.getByRole('button', { name: 'New account Northwind' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('2 entries would be stored').waitFor()
    await page.getByRole('button', { name: 'Store this' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'mine.mbox: stored' }).waitFor()
    await page.getByText('Stored: 2 new.').waitFor()
    await expectAccessible(page)
    const figures = await leadout.command(
      'metric',
      'emails-sent',
      '--by',
      'person',
      '--window',
      '2026-03-01..2026-03-31',
    )
    expect(figures).toMatchObject([{ subject: 'Ana Berg', value: 2 }])
  })

  test('is taken back and stored again', async () => {
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('heading', { name: 'mine.mbox: taken back' }).waitFor()
    await page.getByRole('button', { name: 'Store again' }).click()
    await page.getByRole('heading', { name: 'mine.mbox: stored' }).waitFor()
    expect(faults).toEqual([])
  })
})
