import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Page } from 'playwright-core'
import { machine, median, share } from './machine.ts'
import { appears, coldPage, throttleProcessor, timed, withServer } from './served.ts'

/**
 * How soon the list of deals stands on the screen, how it answers, and how it scrolls, the last two with a processor four
 * times slower. `node bench/deals-page.ts [deals] [runs]`
 */
const deals = Number(process.argv[2] ?? 5000)
const runs = Number(process.argv[3] ?? 5)
const SLOWER = 4
const REPS = 40
const STAGES = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost']

function* exported(): Generator<string> {
  yield 'Opportunity ID,Opportunity Name,Account,Owner,Stage,Amount,Close Date,Created Date,Next Step\n'
  for (let n = 0; n < deals; n += 1) {
    // two of thirty are decided: the open list is the one that is measured
    const day = new Date(Date.UTC(2026, 5, 15) + ((n * 7) % 180) * 86_400_000).toISOString().slice(0, 10)
    const stage = STAGES[n % 30 < 28 ? n % 4 : 4 + (n % 2)]
    yield `${n},Deal ${n},Account ${n % 900},Rep ${n % REPS},${stage},${(n % 97) * 1000 + 500},${day},2026-03-01,Step ${n % 11}\n`
  }
}

/** Runs in the page: the longest time to paint of every key press and click, by the browser's own measure. */
const COLLECT_PAINTS = `
  globalThis.paints = new Map()
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) paints.set(interactionId, Math.max(paints.get(interactionId) ?? 0, duration))
  }).observe({ type: 'event', durationThreshold: 16 })`

/** Runs in the page: the time between one frame and the next. */
const COLLECT_FRAMES = `
  globalThis.frames_ = []
  let before = performance.now()
  const next = (now) => {
    frames_.push(now - before)
    before = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)`

/** Milliseconds from each key or click to the frame that shows its effect. */
async function paints(page: Page): Promise<number[]> {
  await page.evaluate(COLLECT_PAINTS)
  const pause = () => page.waitForTimeout(400)
  const names = page.locator('[data-column="name"][data-cell]')
  for (let n = 0; n < runs; n += 1) {
    await names.nth(n + 2).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
    await pause()
    await page.keyboard.press('Escape')
    await pause()
    await page.keyboard.press('Control+k')
    await pause()
    await page.keyboard.type('de')
    await pause()
    await page.keyboard.press('Escape')
    await pause()
    for (const key of ['j', 'j', 'x', 'j', 'x', 'k']) {
      await page.keyboard.press(key)
      await pause()
    }
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await pause()
    await page.getByLabel('Group by').selectOption(n % 2 === 0 ? 'owner' : '')
    await pause()
    await page.getByRole('columnheader', { name: 'Amount' }).getByRole('button').click()
    await pause()
    await page.getByLabel('Filter by text').pressSequentially('deal 1', { delay: 60 })
    await pause()
    await page.getByLabel('Filter by text').fill('')
    await pause()
    await names.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await pause()
    await page.keyboard.press('Escape')
    await pause()
  }
  return page.evaluate('[...paints.values()]')
}

/** Milliseconds between the frames while the wheel turns through the list. */
async function frames(page: Page): Promise<number[]> {
  await page.evaluate(COLLECT_FRAMES)
  await page.mouse.move(700, 600)
  for (let n = 0; n < 60; n += 1) {
    await page.mouse.wheel(0, 300)
    await page.waitForTimeout(33)
  }
  return page.evaluate('frames_')
}

await withServer(
  async (folder, leadout) => {
    const file = join(folder, 'deals.csv')
    await pipeline(Readable.from(exported()), createWriteStream(file))
    await leadout('import', file, '--yes', '--taken-at', '2026-06-14')
    await leadout('clock', 'set', '2026-06-15')
  },
  async (served) => {
    const { page, url } = served
    const rows = page.locator('[data-row]')
    const list = `${url}/board/deals`
    const times: Record<string, number[]> = { open: [], group: [], sort: [], middle: [], filter: [], drawer: [] }
    for (let n = 0; n < runs + 1; n += 1) {
      const last = deals - 1 - n
      // another question each time: an answer that the server kept would be no measure
      const run: Record<string, number> = {
        open: await timed(
          () => page.goto(`${list}?max=${1_000_000 + n}`),
          () => appears(page, '[data-row]'),
        ),
        group: await timed(
          () => page.getByLabel('Group by').selectOption('owner'),
          () => appears(page, 'main button', 'Rep 0'),
        ),
        sort: await timed(
          () => page.getByRole('columnheader', { name: 'Amount' }).getByRole('button').click(),
          () => appears(page, '[aria-sort="ascending"]'),
        ),
        middle: await timed(
          () => page.evaluate('scrollTo(0, document.documentElement.scrollHeight / 2)'),
          () => appears(page, '[data-row]:not([aria-busy])', 'Rep 2'),
        ),
        filter: await timed(
          () => page.getByLabel('Filter by text').fill(`deal ${last}`),
          () => appears(page, '[data-row]:not([aria-busy])', `Deal ${last}`),
        ),
        drawer: await timed(
          () => rows.first().locator('[data-column="name"]').click(),
          () => appears(page, 'h2', 'History'),
        ),
      }
      // the first run loads the pages themselves
      if (n > 0) for (const [name, ms] of Object.entries(run)) times[name]?.push(ms)
    }
    console.log(`machine    ${machine()}`)
    console.log(`size       ${deals} deals, ${runs} runs; medians, in a browser on the same machine`)
    for (const [name, values] of Object.entries(times))
      console.log(
        `${name.padEnd(10)} ${Math.round(median(values))} ms (${values.map((ms) => Math.round(ms)).join(', ')})`,
      )
    const slow = await coldPage(served)
    await slow.goto(list)
    await slow.locator('[data-row]').first().waitFor()
    await throttleProcessor(slow, SLOWER)
    const painted = await paints(slow)
    console.log(
      `to paint   p95 ${share(painted, 0.95)} ms, median ${share(painted, 0.5)} ms, longest ${Math.max(...painted)} ms: ${painted.length} actions of more than 16 ms, ${SLOWER} times slower`,
    )
    await slow.goto(list)
    await slow.locator('[data-row]').first().waitFor()
    const drawn = await frames(slow)
    console.log(
      `frames     p95 ${Math.round(share(drawn, 0.95))} ms, median ${Math.round(share(drawn, 0.5))} ms, ${drawn.length} while scrolling 18,000 px, ${SLOWER} times slower`,
    )
  },
)
