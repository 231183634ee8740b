// How soon the list of deals stands on the screen, and how it answers: node bench/deals-page.ts [deals] [runs]
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { chromium, type Page } from 'playwright-core'
import { machine, median } from './machine.ts'

const deals = Number(process.argv[2] ?? 5000)
const runs = Number(process.argv[3] ?? 5)
const CHROMIUM = '/usr/bin/chromium'
const REPS = 40
const STAGES = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost']
const MAIN = join(import.meta.dirname, '../src/cli/main.ts')

const folder = await mkdtemp(join(tmpdir(), 'leadout-bench-'))
const data = ['--data', join(folder, 'data')]

function* exported(): Generator<string> {
  yield 'Opportunity ID,Opportunity Name,Account,Owner,Stage,Amount,Close Date,Created Date,Next Step\n'
  for (let n = 0; n < deals; n += 1) {
    // two of six are closed: the open list is the one that is measured
    const day = new Date(Date.UTC(2026, 5, 15) + ((n * 7) % 180) * 86_400_000).toISOString().slice(0, 10)
    const stage = STAGES[n % 30 < 28 ? n % 4 : 4 + (n % 2)]
    yield `${n},Deal ${n},Account ${n % 900},Rep ${n % REPS},${stage},${(n % 97) * 1000 + 500},${day},2026-03-01,Step ${n % 11}\n`
  }
}

async function run(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [MAIN, ...args, ...data], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`)
}

async function serve(): Promise<{ child: ChildProcess; url: string; firstUserUrl: string }> {
  const args = [MAIN, 'start', '--json', '--port', '0', ...data]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, ...(JSON.parse(String(line)) as { url: string; firstUserUrl: string }) }
}

async function signUp(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill('Bench')
  await page.getByLabel('E-mail').fill('bench@example.org')
  await page.getByLabel('Password', { exact: true }).fill('a long enough sentence')
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.waitForURL((at) => !at.pathname.startsWith('/join'))
}

async function timed(act: () => Promise<unknown>, seen: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await act()
  await seen()
  return performance.now() - before
}

const file = join(folder, 'deals.csv')
await pipeline(Readable.from(exported()), createWriteStream(file))
await run('import', file, '--yes', '--taken-at', '2026-06-14')
await run('clock', 'set', '2026-06-15')
const server = await serve()
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
try {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })).newPage()
  await signUp(page, server.firstUserUrl)
  const first = page.locator('[data-row]').first()
  const times: Record<string, number[]> = { open: [], group: [], sort: [], filter: [], middle: [], drawer: [] }
  for (let n = 0; n < runs + 1; n += 1) {
    const list = `${server.url}/board/deals`
    // another question each time: an answer that the server kept would be no measure
    const opened = await timed(
      () => page.goto(`${list}?max=${1_000_000 + n}`),
      () => first.waitFor(),
    )
    const grouped = await timed(
      () => page.getByLabel('Group by').selectOption('owner'),
      () => page.getByRole('button', { name: 'Rep 0', exact: true }).waitFor(),
    )
    const sorted = await timed(
      () => page.getByRole('button', { name: 'Amount' }).first().click(),
      () => page.locator('[aria-sort="ascending"]', { hasText: 'Amount' }).waitFor(),
    )
    const middle = await timed(
      () => page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)'),
      () => page.waitForFunction('!document.querySelector("[data-row]")?.textContent?.includes("Deal 0")'),
    )
    await page.evaluate('scrollTo(0, 0)')
    const filtered = await timed(
      () => page.getByLabel('Filter by text').fill(`deal ${n + 12}`),
      () => page.waitForFunction(`document.querySelector("[data-row]")?.textContent?.includes("Deal ${n + 12}")`),
    )
    await page.waitForTimeout(300)
    const drawn = await timed(
      () => first.locator('[data-column="name"]').click(),
      () => page.getByRole('heading', { name: 'History' }).waitFor(),
    )
    // the first run loads the pages themselves
    if (n === 0) continue
    for (const [name, ms] of Object.entries({
      open: opened,
      group: grouped,
      sort: sorted,
      middle,
      filter: filtered,
      drawer: drawn,
    }))
      times[name]?.push(ms)
  }
  console.log(`machine    ${machine()}`)
  console.log(`size       ${deals} deals, ${runs} runs; medians, in a browser on the same machine`)
  for (const [name, values] of Object.entries(times))
    console.log(
      `${name.padEnd(10)} ${Math.round(median(values))} ms (${values.map((ms) => Math.round(ms)).join(', ')})`,
    )
} finally {
  await browser.close()
  server.child.kill('SIGTERM')
  await once(server.child, 'exit')
  await rm(folder, { recursive: true, force: true })
}
