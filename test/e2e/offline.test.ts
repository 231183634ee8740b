import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overflowOf } from '../support/accessible.ts'
import { openBrowser } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { PASSWORD, signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser: Browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-offline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const TIMEOUT = 20_000

const WORLD = {
  org: { slug: 'main', name: 'Acme', zone: 'Europe/Berlin', currency: 'EUR' },
  teams: [{ name: 'North' }],
  people: [{ name: 'Ana Berg' }],
  memberships: [{ person: 'Ana Berg', team: 'North', discipline: 'ae' }],
  pipelines: [
    {
      name: 'Sales',
      stages: [
        { name: 'Lead', kind: 'open', probability: 0.2, accepted: true },
        { name: 'Won', kind: 'won' },
        { name: 'Lost', kind: 'lost' },
      ],
    },
  ],
}

let context: BrowserContext
let page: Page

beforeAll(async () => {
  const file = join(folder, 'world.json')
  writeFileSync(file, JSON.stringify(WORLD))
  await leadout.command('apply', file)
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  await signUp(page, leadout.firstUserUrl)
  const { people } = await api<{ people: { id: string }[] }>('/org')
  await api('/deals', { name: 'Kolbe line', ownerId: people[0]!.id, amount: 3_800_000 })
})

async function api<T>(path: string, body?: object): Promise<T> {
  const response = await context.request.fetch(`${leadout.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { origin: leadout.url },
    ...(body !== undefined && { data: body }),
  })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()) as T
}

async function showDeals(of: Page): Promise<void> {
  await of.goto(`${leadout.url}/board/deals`)
  await row(of).waitFor()
}

const row = (of: Page) => of.locator('[data-row]', { hasText: 'Kolbe line' })
const amount = (of: Page, text: string) => row(of).locator('[data-column=amount]').getByText(text)
const chip = (of: Page, text = 'Not saved yet') => of.getByRole('button', { name: text })

async function edit(of: Page, to: string): Promise<void> {
  await row(of).focus()
  await of.keyboard.press('End')
  await of.keyboard.press('Enter')
  await of.getByLabel('Amount', { exact: true }).fill(to)
  await of.keyboard.press('Enter')
}

/** What the server holds. */
const saved = async () => {
  const { deals } = await api<{ deals: { name: string; amount: number }[] }>('/deals?status=open')
  return deals.find(({ name }) => name === 'Kolbe line')?.amount
}
/** edits of the amount by hand, as the audit log has them */
const written = async () => {
  const { rows } = await api<{ rows: { kind: string; patch: object }[] }>('/audit?kind=deal')
  return rows.filter(({ patch }) => 'amount' in patch).length
}

test('an edit without a network is kept over a reload, and written once when the network is back', async () => {
  await showDeals(page)
  const before = await written()
  // the pages themselves still come, as from a cache; nothing that is asked or told of the server does
  await page.route('**/rpc/deals/edit', (route) => route.abort('internetdisconnected'))
  await edit(page, '41k')
  await amount(page, '€41,000').waitFor()
  await chip(page).waitFor()
  expect(await saved()).toBe(38_000)
  await page.reload()
  await row(page).waitFor()
  await chip(page).waitFor()
  await chip(page).click()
  await page.getByText('Kept in this browser until the server can be reached.').waitFor()
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.unroute('**/rpc/deals/edit')
  await chip(page).waitFor({ state: 'detached' })
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(41_000)
  await amount(page, '€41,000').waitFor()
  expect(await written()).toBe(before + 1)
})

test('a browser cut off altogether goes on showing, says so, and catches up', async () => {
  await showDeals(page)
  await context.setOffline(true)
  await edit(page, '42k')
  await amount(page, '€42,000').waitFor()
  await chip(page).waitFor()
  expect(await saved()).toBe(41_000)
  await context.setOffline(false)
  await chip(page).waitFor({ state: 'detached' })
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(42_000)
})

test('U takes back what was saved, and what was not', async () => {
  await showDeals(page)
  await edit(page, '50k')
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(50_000)
  await chip(page).waitFor({ state: 'detached' })
  await row(page).focus()
  await page.keyboard.press('u')
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(42_000)
  await amount(page, '€42,000').waitFor()
  await context.setOffline(true)
  await edit(page, '51k')
  await chip(page).waitFor()
  await row(page).focus()
  await page.keyboard.press('u')
  await chip(page).waitFor({ state: 'detached' })
  await context.setOffline(false)
  await amount(page, '€42,000').waitFor()
  expect(await saved()).toBe(42_000)
})

test('an answer lost on its way back is not written twice', async () => {
  await showDeals(page)
  const before = await written()
  let lost = 0
  await page.route('**/rpc/deals/edit', async (route) => {
    if (lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  await edit(page, '43k')
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(43_000)
  await chip(page).waitFor({ state: 'detached' })
  await page.unroute('**/rpc/deals/edit')
  expect(await written()).toBe(before + 1)
})

test('two browsers, one of them cut off, edit the same field: both values are shown, the choice is kept', async () => {
  // a tab of the same browser would send what waits for both
  const second = await browser.newContext({ storageState: await context.storageState(), locale: 'en-US' })
  const other = await second.newPage()
  await showDeals(page)
  await showDeals(other)
  await other.route('**/rpc/**', (route) => route.abort('internetdisconnected'))
  await edit(other, '45k')
  await chip(other).waitFor()
  await edit(page, '44k')
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(44_000)
  await other.unroute('**/rpc/**')
  await chip(other, 'Not saved: your choice').click()
  const values = other.getByRole('table').filter({ hasText: 'Yours' })
  await values.getByText('€45,000').waitFor()
  await values.getByText('€44,000').waitFor()
  await values.getByText('Olga').waitFor()
  await other.setViewportSize({ width: 360, height: 740 })
  expect(await overflowOf(other)).toBeLessThanOrEqual(0)
  await other.getByRole('button', { name: 'Keep theirs' }).click()
  await chip(other, 'Not saved: your choice').waitFor({ state: 'detached' })
  expect(await saved()).toBe(44_000)
  await second.close()
})

test('a session that ends loses nothing: the edit is saved after signing in again', async () => {
  await showDeals(page)
  await context.clearCookies()
  await edit(page, '47k')
  await page.getByLabel('E-mail').fill('olga@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await row(page).waitFor()
  expect(new URL(page.url()).pathname).toBe('/board/deals')
  await expect.poll(saved, { timeout: TIMEOUT }).toBe(47_000)
  await amount(page, '€47,000').waitFor()
})
