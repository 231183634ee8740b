import { join } from 'node:path'
import { machine, median } from './machine.ts'
import { appears, coldPage, throttleNetwork, timed, withServer } from './served.ts'

/**
 * How soon Today can be used by a browser that was never here, and how soon the other places, over a line of 9 Mbit/s
 * and 60 ms. `node bench/places.ts [people] [months] [runs]`
 */
const people = process.argv[2] ?? '40'
const months = process.argv[3] ?? '14'
const runs = Number(process.argv[4] ?? 5)

const USABLE = 'main section h2'

/** A place, the key that goes there, and what is there once it can be used. */
const PLACES: readonly [name: string, key: string, selector: string][] = [
  ['Board', 'b', '[data-row]'],
  ['Metrics', 'm', 'main table tbody td'],
  ['Team', 'p', 'main table tbody td, main a[href*="/team/people/"]'],
  ['Accounts', 'a', 'main [role="row"] ~ [role="row"], main table tbody td ~ td'],
  ['Today', 't', USABLE],
]

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
    await appears(served.page, USABLE)
    for (let n = 0; n < runs; n += 1) {
      const page = await coldPage(served)
      await throttleNetwork(page)
      cold.push(
        await timed(
          () => page.goto(`${served.url}/today`, { waitUntil: 'commit' }),
          () => appears(page, USABLE),
        ),
      )
      await page.waitForTimeout(3000)
      for (const [name, key, selector] of PLACES) {
        await page.keyboard.press('g')
        const ms = await timed(
          () => page.keyboard.press(key),
          () => appears(page, selector),
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
