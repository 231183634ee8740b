import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser: Browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-metrics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PEOPLE = ['Ana Berg', 'Bo Hansen', 'Cem Aydin', 'Dana Roth', 'Eva Lind']
const MONTHS = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']

/** One win a month of 10,000 for everybody; in June Bo wins nothing and Ana five times as much. */
function exported(): string {
  const lines = MONTHS.flatMap((month, at) =>
    PEOPLE.flatMap((owner, who) => {
      if (month === '2026-06' && owner === 'Bo Hansen') return []
      const amount = month === '2026-06' && owner === 'Ana Berg' ? 50_000 : 10_000
      const created = MONTHS[at - 1] ?? '2025-10'
      return [`${at}${who},${owner} ${month},${owner},Closed Won,$${amount}.00,${month}-05,${created}-01`]
    }),
  )
  return `Opportunity ID,Opportunity Name,Owner,Stage,Amount,Close Date,Created Date\n${lines.join('\n')}\n`
}

let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  faults = watchFaults(page)
  await signUp(page, leadout.firstUserUrl)
  const path = join(folder, 'deals.csv')
  writeFileSync(path, exported())
  await leadout.command('import', path, '--yes')
  await leadout.command('clock', 'set', '2026-06-20')
})

describe('the grid of metrics', () => {
  test('shows who is outside the own past, and is accessible', async () => {
    await page.goto(`${leadout.url}/metrics?columns=bookings&period=2026-06`)
    await page.getByRole('grid', { name: 'People by metrics' }).waitFor()
    await page.getByText('2 figures lie outside their band.').waitFor()
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    expect(await row('Ana Berg').innerText()).toContain('above the band')
    expect(await row('Bo Hansen').innerText()).toContain('below the band')
    expect(await row('Cem Aydin').innerText()).toContain('inside the band')
    await expectAccessible(page)
  })

  test('arrows walk, N goes to the next outside its band, Enter opens the receipt', async () => {
    await page.getByRole('button', { name: 'Ana Berg' }).focus()
    const focused = () => page.evaluate('document.activeElement.closest("[data-cell]")?.dataset.cell ?? null')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('1-0')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('1-1')
    await page.keyboard.press('n')
    await expect.poll(focused).toBe('0-1')
    await page.keyboard.press('n')
    await expect.poll(focused).toBe('1-1')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Bookings, Bo Hansen').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('peers are a band, and the median has its receipt', async () => {
    await page.getByRole('button', { name: 'Peers', exact: true }).click()
    await page.waitForURL(/against=peers/)
    await page.getByRole('row').filter({ hasText: 'Median' }).getByRole('button').click()
    const receipt = page.getByRole('dialog')
    await receipt.getByText(/Bookings, median of/).waitFor()
    expect(await receipt.getByRole('row').count()).toBeGreaterThan(1)
    await page.keyboard.press('Escape')
  })

  test('goes out as a file, every person in it logged', async () => {
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const query = 'scope=company&period=2026-06&metrics=bookings'
    const answer = await fetch(`${leadout.url}/api/v1/metric-grid/metrics.csv?${query}`, { headers: { cookie } })
    const lines = (await answer.text()).trim().split('\n')
    expect(lines).toHaveLength(1 + PEOPLE.length)
    expect(lines.find((line) => line.startsWith('Ana Berg'))).toContain(',50000,')
  })

  test('on a phone: one person or one metric', async () => {
    const phone = await context.newPage()
    await phone.setViewportSize({ width: 360, height: 740 })
    await phone.goto(`${leadout.url}/metrics?columns=bookings,deals-won&period=2026-06`)
    await phone.getByLabel('Person or metric').selectOption({ label: 'Bookings' })
    await phone.getByRole('button', { name: 'Dana Roth' }).waitFor()
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    await expectAccessible(phone)
    await phone.close()
  })
})

describe('a metric and a person', () => {
  test('a metric has its course, its people, its parts, its meaning and its rows', async () => {
    await page.goto(`${leadout.url}/metrics/bookings?period=2026-06`)
    await page.getByRole('heading', { level: 1, name: /Bookings/ }).waitFor()
    for (const part of ['People', 'What it is made of', 'Definition', 'Rows'])
      await page.getByRole('region', { name: part, exact: true }).waitFor()
    await page.keyboard.press('t')
    await page.getByRole('cell', { name: 'May 2026' }).waitFor()
    expect(await page.getByRole('region', { name: 'Rows', exact: true }).getByRole('row').count()).toBeGreaterThan(1)
    await expectAccessible(page)
  })

  test('definitions are found by their words, waiting ones say for what', async () => {
    await page.goto(`${leadout.url}/metrics/definitions`)
    await page.getByLabel('Search definitions').fill('promoter')
    await page.getByText('Waiting for data').waitFor()
    expect(await page.getByText('surveys').count()).toBeGreaterThan(0)
    await expectAccessible(page)
  })

  test('a person sees who looked', async () => {
    await page.goto(`${leadout.url}/team/people`)
    await page.getByRole('link', { name: 'Cem Aydin' }).click()
    await page.getByRole('heading', { level: 1, name: 'Cem Aydin' }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /views? this week/ }).waitFor()
    await page.getByRole('region', { name: 'Who looked' }).getByRole('cell', { name: 'Olga' }).first().waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })
})
