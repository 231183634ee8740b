import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, overflowOf } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser: Browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-journey-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EXPORT = `Opportunity ID,Opportunity Name,Owner,Stage,Amount,Close Date,Created Date
2001,Linde crane,Ana Berg,Closed Won,$24000.00,2026-06-05,2026-04-01
2002,Polo fleet,Bo Hansen,Closed Lost,$20000.00,2026-06-08,2026-04-02
2003,Kolbe line,Ana Berg,Negotiation,$38000.00,2026-06-19,2026-04-03
2004,Ferro press,Bo Hansen,Prospecting,$25000.00,2026-06-26,2026-04-04
2005,Vire ovens,Ana Berg,Closed Won,$19000.00,2026-05-12,2026-03-01
`

let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  faults = watchFaults(page)
})

/** Nothing serious by axe, in either theme, on the page as it stands. */
describe('the first day of a founder with an export', () => {
  test('an account from the link on the console', async () => {
    await page.goto(leadout.firstUserUrl)
    await expectAccessible(page)
    await signUp(page, leadout.firstUserUrl)
    expect(await context.cookies()).toHaveLength(1)
  })

  test('drops a file, sees what it would bring, and imports it', async () => {
    await page.goto(`${leadout.url}/sources`)
    await expectAccessible(page)
    const path = join(folder, 'deals.csv')
    writeFileSync(path, EXPORT)
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByRole('button', { name: 'Import', exact: true }).waitFor()
    await page.getByText(/Would write/).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByRole('heading', { name: /imported/ }).waitFor()
    expect(await leadout.command('deals', '--status', 'won', '--by', 'owner')).toEqual([
      { key: 'Ana Berg', label: 'Ana Berg', count: 2, amount: 43000, currency: 'USD' },
    ])
  })

  test('sets a goal and sees the burn-down', async () => {
    await leadout.command('clock', 'set', '2026-06-15')
    await page.goto(`${leadout.url}/board/sprint?period=2026-06`)
    await page.getByText(/Pinned to/).waitFor()
    await page.getByLabel(/Goal in USD/).fill('100k')
    await page.getByRole('button', { name: 'Set goal' }).click()
    await page.getByRole('heading', { level: 1, name: /76k|24k|left/ }).waitFor()
    await expectAccessible(page)
    expect(await page.getByText(/lands|a day/).count()).toBeGreaterThan(0)
  })

  test('a TV pairs by its six digits and repaints when a deal is won', async () => {
    await page.goto(`${leadout.url}/board/wallboards`)
    await page.getByRole('button', { name: 'New wallboard' }).click()
    await page.getByLabel(/title/i).fill('Main floor')
    await page.getByRole('button', { name: /create|save/i }).click()
    await page.getByRole('button', { name: 'Pair a TV' }).waitFor()

    const tv = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
    const tvFaults = watchFaults(tv)
    await tv.goto(`${leadout.url}/wall`)
    const label = await tv.getByLabel(/^Code \d/).getAttribute('aria-label')
    await page.getByRole('button', { name: 'Pair a TV' }).click()
    await page.getByLabel('Name of the screen').fill('By the door')
    for (const [at, digit] of label!.replace(/\D/g, '').split('').entries())
      await page.getByLabel(`Digit ${at + 1} of 6`).fill(digit)
    await page.getByRole('button', { name: /^pair/i }).last().click()
    await tv.getByText('24 %').or(tv.getByText('24%')).first().waitFor({ timeout: 30_000 })

    const { deals } = await api<{ deals: { id: string; externalId: string }[] }>('/deals?status=open')
    const { stages } = await api<{ stages: { id: string; kind: string }[] }>('/deals/stages')
    const kolbe = deals.find(({ externalId }) => externalId === '2003')!
    const win = stages.find(({ kind }) => kind === 'won')!
    await page.goto(`${leadout.url}/board/sprint?period=2026-06`)
    await api(`/deals/${kolbe.id}`, { edit: { stageId: win.id } })
    await tv.getByText('62 %').or(tv.getByText('62%')).first().waitFor({ timeout: 15_000 })
    await page.getByRole('heading', { level: 1, name: /38k/ }).waitFor({ timeout: 15_000 })
    expect(tvFaults).toEqual([])
    await tv.context().close()
  })

  test('every page fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    for (const path of ['/board/sprint?period=2026-06', '/board/wallboards', '/sources', '/settings']) {
      await page.goto(leadout.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const wide = await overflowOf(page)
      expect(wide, path).toBeLessThanOrEqual(0)
      await expectAccessible(page)
    }
  })

  test('undoes the import', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${leadout.url}/sources`)
    await page.getByRole('button', { name: /undo/i }).first().click()
    await page
      .getByText(/edited later|undone/i)
      .first()
      .waitFor()
    expect(faults.filter((fault) => !fault.includes('409'))).toEqual([])
  })
})

/** Calls the API as the signed-in user; with a body it edits. */
async function api<T>(path: string, body?: object): Promise<T> {
  const response = await context.request.fetch(`${leadout.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'PATCH',
    headers: { origin: leadout.url },
    ...(body !== undefined && { data: body }),
  })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()) as T
}
