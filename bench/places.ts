import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { machine, median } from './machine.ts'
import { coldPage, throttleNetwork, timed, withServer } from './served.ts'

/**
 * How soon Today can be used by a browser that was never here, and how soon the other places, over a line of 9 Mbit/s
 * and 60 ms. `node bench/places.ts [people] [months] [runs]`
 */
const people = process.argv[2] ?? '40'
const months = process.argv[3] ?? '14'
const runs = Number(process.argv[4] ?? 5)

/** A place, and what is there once it can be used. */
const PLACES: readonly [name: string, key: string, seen: (page: Page) => Promise<void>][] = [
  ['Board', 'b', (page) => page.locator('[data-row]').first().waitFor()],
  ['Metrics', 'm', (page) => page.locator('main table tbody td').first().waitFor()],
  ['Team', 'p', (page) => page.locator('main table tbody td, main a[href*="/team/people/"]').first().waitFor()],
  ['Accounts', 'a', (page) => page.locator('main [role="row"], main table tbody td').nth(1).waitFor()],
  ['Today', 't', (page) => usable(page)],
]

const usable = (page: Page) => page.locator('main section h2').first().waitFor()

await withServer(
  async (folder, leadout) => {
    const files = join(folder, 'company')
    await leadout(
      'generate',
      '--people',
      people,
      '--months',
      months,
      '--seed',
      '7',
      '--start',
      '2025-01-01',
      '--out',
      files,
    )
    await leadout('import', files, '--yes')
    await leadout('clock', 'set', '2026-02-20')
  },
  async (served) => {
    const cold: number[] = []
    const between = new Map<string, number[]>()
    await served.page.goto(`${served.url}/today`)
    await usable(served.page)
    for (let n = 0; n < runs; n += 1) {
      const page = await coldPage(served)
      await throttleNetwork(page)
      cold.push(
        await timed(
          () => page.goto(`${served.url}/today`, { waitUntil: 'commit' }),
          () => usable(page),
        ),
      )
      await page.waitForTimeout(3000)
      for (const [name, key, seen] of PLACES) {
        await page.keyboard.press('g')
        const ms = await timed(
          () => page.keyboard.press(key),
          () => seen(page),
        )
        between.set(name, [...(between.get(name) ?? []), ms])
        await page.waitForTimeout(500)
      }
      await page.context().close()
    }
    const line = (name: string, values: readonly number[]) =>
      console.log(
        `${name.padEnd(12)} ${Math.round(median(values))} ms (${values.map((ms) => Math.round(ms)).join(', ')})`,
      )
    console.log(`machine      ${machine()}`)
    console.log(`size         ${people} people, ${months} months; 9 Mbit/s, 60 ms; ${runs} runs; medians`)
    line('Today, cold', cold)
    for (const [name, values] of between) line(`to ${name}`, values)
  },
)
