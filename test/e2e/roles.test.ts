import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'

const leadout = await startLeadout()
const browser: Browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-roles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PEOPLE = ['Ada', 'Bo', 'Cem', 'Dora', 'Eva', 'Finn', 'Gina', 'Hugo', 'Ida', 'Jon', 'Kira', 'Leo'].map(
  (name) => `${name} Berg`,
)
const MONTHS = Array.from({ length: 18 }, (_, at) => new Date(Date.UTC(2025, at, 1)).toISOString().slice(0, 7))

/** Two deals won and two lost a month for everybody; three sell four times as large as the others. */
function exported(): string {
  const lines = MONTHS.flatMap((month, at) =>
    PEOPLE.flatMap((owner, who) => {
      const size = (who < 3 ? 40_000 : 10_000) + 100 * ((at * 7 + who * 3) % 10)
      const created = MONTHS[at - 1] ?? '2024-12'
      return ['Closed Won', 'Closed Won', 'Closed Lost', 'Closed Lost'].map(
        (stage, n) =>
          `${at}-${who}-${n},${owner} ${month} ${n},${owner},${stage},$${size}.00,${month}-1${n < 2 ? 0 : 1},${created}-05`,
      )
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
  await page.goto(leadout.firstUserUrl)
  await page.getByLabel('Your name').fill('Olga')
  await page.getByLabel('E-mail').fill('olga@example.org')
  await page.getByLabel('Password', { exact: true }).fill('a long enough sentence')
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/join'))
  const files = { deals: join(folder, 'deals.csv'), world: join(folder, 'world.json') }
  writeFileSync(files.deals, exported())
  await leadout.command('import', files.deals, '--yes')
  const memberships = PEOPLE.map((person) => ({ person, team: 'North', discipline: 'ae' }))
  const goals = [
    { scope: 'company', metric: 'bookings', period: '2026-07', amount: '175000.00', currency: 'USD', source: 'shared' },
  ]
  writeFileSync(files.world, JSON.stringify({ teams: [{ name: 'North' }], memberships, goals }))
  await leadout.command('apply', files.world)
  await leadout.command('clock', 'set', '2026-07-10')
})

const shot = async (path: string) => {
  await page.goto(`${leadout.url}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

describe('what a win takes', () => {
  test('the baseline works back from the own deals won, to the goal', async () => {
    await shot('/metrics/baseline?period=2026-07')
    const table = page.getByRole('table', { name: 'What a win takes' })
    const row = table.getByRole('row').filter({ hasText: 'Deals created' })
    await row.getByRole('button', { name: '480', exact: true }).waitFor()
    // of the year to 10 July: four deals a month created in ten of its months, two a month won in eleven
    expect(await row.getByRole('button').nth(1).innerText()).toBe('1.82')
    await page.getByText(/Goal for July 2026: \$175k, 9\.\d+ wins/).waitFor()
    await expectAccessible(page)
    await row.getByRole('button').nth(1).click()
    await page
      .getByRole('dialog')
      .getByText(/Deals created/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
  })

  test('rep maths says what a lever pays, takes what is typed and gives the own figures back', async () => {
    await shot('/metrics/rep-maths')
    const status = page.getByRole('status').filter({ hasText: 'A seller books' })
    const own = await status.textContent()
    const rate = page.getByLabel('Win rate, reckoned with')
    expect(await rate.inputValue()).toBe('48%')
    await rate.fill('100%')
    await expect.poll(() => status.textContent()).not.toBe(own)
    await page.getByRole('button', { name: 'Own figures again' }).click()
    await expect.poll(() => status.textContent()).toBe(own)
    await rate.focus()
    await page.keyboard.press('ArrowUp')
    expect(await rate.inputValue()).toBe('53%')
    await expectAccessible(page)
  })

  test('both print without the frame', async () => {
    const rail = page.getByRole('navigation', { name: 'Places' })
    await rail.waitFor()
    await page.emulateMedia({ media: 'print' })
    await rail.waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
    expect(await page.getByRole('heading', { level: 1, name: 'Rep maths' }).isVisible()).toBe(true)
    await page.emulateMedia({ media: null })
  })
})

describe('roles', () => {
  test('what the proven do differently, without a name', async () => {
    await shot('/team/contrast')
    const groups = await page.locator('dl').innerText()
    expect(groups.replaceAll(/\s+/g, ' ')).toBe('Proven 3 Others 9')
    const size = page.getByRole('row').filter({ hasText: 'Average deal size' })
    await size.getByRole('button', { name: /^\$40\.\dk$/ }).waitFor()
    const text = await page.getByRole('main').innerText()
    expect(PEOPLE.filter((name) => text.includes(name))).toEqual([])
    await expectAccessible(page)
  })

  test('a ramp is put in force, and undone', async () => {
    await shot('/team/ramp')
    await page.getByText(/Nothing is in force/).waitFor()
    await page.getByLabel('Week of point 3').fill('20')
    await page.getByRole('button', { name: 'Save curve' }).click()
    await page.getByRole('region', { name: 'In force' }).waitFor()
    await expect.poll(() => page.getByLabel('Week of point 3').inputValue()).toBe('20')
    await expectAccessible(page)
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('u')
    await page.getByText(/Nothing is in force/).waitFor()
  })

  test('what matters in a role is the grid of its people', async () => {
    await shot('/team/ramp')
    const matters = page.getByRole('region', { name: 'What matters in this role' })
    await matters.getByRole('combobox').selectOption({ label: 'Win rate' })
    await matters.getByRole('button', { name: 'Save order' }).click()
    await page.getByText(/saved/i).first().waitFor()
    await shot(`/metrics?period=2026-06`)
    await page.getByRole('grid', { name: 'People by metrics' }).waitFor()
    expect(faults).toEqual([])
  })
})
