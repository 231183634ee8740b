import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'
import { addressOf, pagePaths } from '../support/registry.ts'

const leadout = await startLeadout()
const browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-receipts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Digits that are no figure of anyone: dates and times, periods, the names of keys, rules that a sentence states, and
 * what people typed themselves. Whatever else has a digit must open a receipt.
 */
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?'
const NO_FIGURE: readonly RegExp[] = [
  new RegExp(`\\b${MONTH} \\d{4}`, 'g'),
  new RegExp(`\\b${MONTH} \\d{1,2}(?:\\s?[–-]\\s?(?:${MONTH} )?\\d{1,2})?(?:, \\d{4})?`, 'g'),
  /\b\d{4}-\d{2}(-\d{2})?\b/g,
  /\b\d{1,2}:\d{2}(:\d{2})?\s?(AM|PM)?/g,
  /\b(Week \d{1,2}|Q[1-4])(,? \d{4})?/g,
  // a year alone
  /\b20\d\d\b/g,
  // rules, not counts: "no call, mail or meeting for 30 days", "above 0", "the middle 80%", "teams of 5 to 10"
  /\b(for|in the last|last|next|every|after|within|older than|untouched for) \d+ (selling )?(days|weeks|months|seconds|minutes|hours)\b/gi,
  /\b(above|set to|amount of|not) 0\b/g,
  /\bmiddle \d+%/g,
  /\b\d+ to \d+\b/g,
  /\b(at least|fewer than|more than) \d+\b/gi,
  /^1 less\b/g,
  /\bmeeting of 0 hours\b/g,
  // ids that a source gave
  /\b[a-z]\d+[a-z]\d+\b/g,
  // the version of a definition, the width of an interval, and a band whose people stand below it
  /^version \d+, since/g,
  /^90% interval$/g,
  /^The .* people lie between .*$/g,
  // how many of the figures below it are marked, which N goes through
  /^\d+ figures? lies? outside (its|their) band\.$/g,
  // as many weeks before those of the column beside it
  /^13 before$/g,
  // how the language of the viewer writes an amount, as an example
  /€1,234,567\.89/g,
  // what an undo would take back: the counts of the import itself stand beside it and open theirs
  /^Undoing takes back [^;]*;/g,
  // how long ago something was
  /\b\d+ (sec|min|hr|day|d|wk|mth|month)s?\b( ago| old)?/g,
  /\bv?\d+\.\d+\.\d+\b/g,
]

interface Bare {
  readonly text: string
  readonly near: string
}

/** Runs in the browser: texts with a digit that stand in nothing that opens a receipt. */
const FIND_BARE = `(() => {
  const NOT_READ =
    'kbd, input, select, option, textarea, code, svg, canvas, time, [data-typed], [data-figure], [hidden], .sr-only,' +
    // a link to the rows on the same page, and those rows, each with what it adds
    'a[href^="#"], td[data-label=Adds]'
  const found = []
  const walker = document.createTreeWalker(document.querySelector('#page'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!/[0-9]/.test(node.textContent) || element.closest(NOT_READ) || !element.checkVisibility()) continue
    if (element.closest('tr, [role=row], [data-row]')?.querySelector('[data-figure]')) continue
    found.push({ text: node.textContent, near: element.outerHTML.slice(0, 160) })
  }
  return found
})()`

async function bareNumbers(page: Page): Promise<Bare[]> {
  const texts = await page.evaluate<Bare[]>(FIND_BARE)
  const named = (text: string) => names.reduce((left, name) => left.replaceAll(name, ''), text)
  return texts.filter(({ text }) =>
    /\d/.test(NO_FIGURE.reduce((left, pattern) => left.replaceAll(pattern, ''), named(text))),
  )
}

let context: BrowserContext
let page: Page
/** what people called their teams and imports: it may have digits */
let names: readonly string[] = []

beforeAll(async () => {
  await leadout.command(
    'generate',
    '--people',
    '6',
    '--months',
    '5',
    '--seed',
    '3',
    '--start',
    '2026-01-01',
    '--out',
    folder,
  )
  await leadout.command('import', folder, '--yes')
  await leadout.command('clock', 'set', '2026-05-15')
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  await signUp(page, leadout.firstUserUrl)
  const { scopes } = await get<{ scopes: { name: string }[] }>('/workspace')
  const { imports } = await get<{ imports: { label: string }[] }>('/imports')
  names = [...scopes.map(({ name }) => name), ...imports.map(({ label }) => label)].toSorted(
    (a, b) => b.length - a.length,
  )
})

const get = async <T>(path: string): Promise<T> =>
  (await (await context.request.get(`${leadout.url}/api/v1${path}`)).json()) as T

describe('every number opens its receipt', () => {
  test.each(pagePaths)('%s', async (path) => {
    await page.goto(`${leadout.url}${await addressOf(path, get)}`)
    await page.locator('#page h1, #page h2').first().waitFor()
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await expect.poll(() => page.locator('[aria-label=Loading]').count(), { timeout: 20_000 }).toBe(0)
    expect(await bareNumbers(page)).toEqual([])
  })
})

interface Amount {
  readonly type: string
  readonly minor?: number | null
  readonly value?: number | null
}
interface Answer {
  readonly title: string
  readonly value: Amount
  readonly rows: {
    columns: { id: string }[]
    rows: { cells: (Amount | null)[] }[]
    count: number
    total: Amount | null
  } | null
}

const worth = (amount: Amount | null | undefined): number | null => amount?.minor ?? amount?.value ?? null

describe('the rows behind a number re-add to it', () => {
  test.each(['/today', '/board/sprint', '/board/deals', '/board/changes'])('%s', async (path) => {
    await page.goto(`${leadout.url}${path}`)
    await page.locator('[data-figure]').first().waitFor()
    await page.waitForTimeout(1000)
    const kinds = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#page [data-figure]')].map((figure) => figure.dataset.figure)`,
    )
    for (const kind of new Set(kinds)) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/rpc/receipts/get'))
      await page.locator(`#page [data-figure=${kind}]`).first().click()
      const response = await answered
      expect(response.status(), `${kind} on ${path}`).toBe(200)
      const { json: receipt } = (await response.json()) as { json: Answer }
      await page.getByRole('dialog').getByText(receipt.title).first().waitFor()
      if (receipt.rows?.total) {
        expect(worth(receipt.rows.total), `${kind} on ${path}`).toBe(worth(receipt.value))
        const { rows, count, columns } = receipt.rows
        if (rows.length === count && receipt.rows.total.type === 'number') expect(count).toBe(worth(receipt.value))
        if (rows.length === count && receipt.rows.total.type === 'money') {
          const last = columns.length - 1
          const sum = rows.reduce((total, { cells }) => total + (worth(cells[last]) ?? 0), 0)
          expect(sum, `${kind} on ${path}`).toBe(worth(receipt.value))
        }
      }
      const scrolled = await page.evaluate<number>('scrollY')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await page.evaluate<number>('scrollY')).toBe(scrolled)
      expect(new URL(page.url()).searchParams.has('receipt')).toBe(false)
    }
  })
})
