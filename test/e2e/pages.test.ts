import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { overflowOf, seriousFindings, type Theme, setTheme } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { signUp } from '../support/sign-up.ts'
import { addressOf, pagePaths } from '../support/registry.ts'

const leadout = await startLeadout()
const browser = await openBrowser()

const WIDTHS = [1440, 768, 360] as const
const THEMES: readonly Theme[] = ['light', 'dark']
/** each theme and each layout meets axe once; the widths between differ in room alone */
const WITH_AXE = new Set(['1440 light', '360 dark'])

let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  faults = watchFaults(page)
  await signUp(page, leadout.firstUserUrl)
  await page.getByRole('button', { name: 'Try a demo team' }).click()
  await page.getByRole('button', { name: /Find out why/ }).waitFor({ timeout: 100_000 })
})

const get = async <T>(path: string): Promise<T> =>
  (await (await context.request.get(`${leadout.url}/api/v1${path}`)).json()) as T

async function open(address: string): Promise<void> {
  await page.goto(leadout.url + address)
  await page.locator('#page h1').waitFor()
  await expect.poll(() => page.locator('[aria-label=Loading]').count(), { timeout: 20_000 }).toBe(0)
}

/** Runs in the browser: what has the focus, by its place in the document and whether the page's content holds it. */
const FOCUSED = `(() => {
  const element = document.activeElement
  const all = [...document.querySelectorAll('*')]
  return { at: all.indexOf(element), inside: document.querySelector('#page').contains(element) }
})()`

describe('every page, with a team in it', () => {
  test.each([...pagePaths, '/team/org?by=line'])('%s', async (path) => {
    faults.length = 0
    await page.setViewportSize({ width: 1440, height: 900 })
    await setTheme(page, 'light')
    await open(await addressOf(path, get))
    expect(await page.locator('#page h1').count()).toBe(1)
    expect((await page.locator('#page h1').textContent())?.trim()).not.toBe('')

    let before = -1
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab')
      const { at, inside } = await page.evaluate<{ at: number; inside: boolean }>(FOCUSED)
      expect(at, `Tab ${tabs + 1} goes on, not back`).toBeGreaterThan(before)
      before = at
      if (inside) break
      expect(tabs, 'the content is reached by Tab').toBeLessThan(39)
    }

    for (const theme of THEMES) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width === 360 ? 740 : 900 })
        await setTheme(page, theme)
        expect(await overflowOf(page), `wider than ${width}`).toBeLessThanOrEqual(0)
        if (WITH_AXE.has(`${width} ${theme}`)) expect(await seriousFindings(page), `${width} ${theme}`).toEqual([])
      }
    }
    expect(faults).toEqual([])
  })
})
