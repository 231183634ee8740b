import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type BrowserContextOptions, type CDPSession, type Page } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
const MAIN = join(import.meta.dirname, '../src/cli/main.ts')
const LOOK: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-US' }

export interface Served {
  readonly url: string
  readonly browser: Browser
  /** signed in as the owner */
  readonly page: Page
}

/** A server over data of its own and a browser that is signed in, for as long as `measure` runs. */
export async function withServer(
  fill: (folder: string, leadout: (...args: string[]) => Promise<void>) => Promise<void>,
  measure: (served: Served) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
  const data = ['--data', join(folder, 'data')]
  const leadout = async (...args: string[]) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`)
  }
  let server: ChildProcess | null = null
  let browser: Browser | null = null
  try {
    await fill(folder, (...args) => leadout(...args, ...data))
    const args = [MAIN, 'start', '--json', '--port', '0', ...data]
    server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(createInterface({ input: server.stdout! }), 'line')
    const { url, firstUserUrl } = JSON.parse(String(line)) as { url: string; firstUserUrl: string }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    const page = await (await browser.newContext(LOOK)).newPage()
    await signUp(page, firstUserUrl)
    await measure({ url, browser, page })
  } finally {
    await browser?.close()
    if (server) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
}

async function signUp(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill('Bench')
  await page.getByLabel('E-mail').fill('bench@example.org')
  await page.getByLabel('Password', { exact: true }).fill('a long enough sentence')
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.waitForURL((at) => !at.pathname.startsWith('/join'))
}

/** A browser that has never been here, signed in by the cookies of another page. */
export async function coldPage({ browser, page }: Served): Promise<Page> {
  const context = await browser.newContext({ ...LOOK, storageState: await page.context().storageState() })
  return context.newPage()
}

/** The network of quality.md "Speed": 9 Mbit/s and 60 ms from question to answer. */
export async function throttleNetwork(page: Page): Promise<void> {
  const bytesPerSecond = 9e6 / 8
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 60,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}

/** A processor so many times slower. */
export async function throttleProcessor(page: Page, times: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
  return session
}

/** Milliseconds until what was done is seen. */
export async function timed(act: () => Promise<unknown>, seen: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await act()
  await seen()
  return performance.now() - before
}

/**
 * The first frame in which something stands on the page, with a text in it. The page itself looks at every frame: a
 * locator would look ever more seldom, up to half a second apart.
 */
export async function appears(page: Page, selector: string, text = ''): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const [selector, text] = ${JSON.stringify([selector, text])}
    const look = () =>
      [...document.querySelectorAll(selector)].some((found) => found.checkVisibility() && found.textContent.includes(text))
        ? resolve()
        : requestAnimationFrame(look)
    look()
  })`)
}
