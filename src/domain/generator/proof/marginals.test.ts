import { expect, test } from 'vitest'
import { DAYS_PER_MONTH } from '../axis.ts'
import { listValue } from '../catalogue.ts'
import type { Deal } from '../deal.ts'
import { forecastFloor } from '../forecasts.ts'
import { monthsInRole, rampAt } from '../persons.ts'
import { levels } from '../world.ts'
import { mean, near, observe, variance } from './observe.ts'

const company = observe({}, ['submissions', 'people'])
const { world, works } = company
const { scenario } = world
const deals = works.flatMap((work) => work.deals).filter(({ type }) => type !== 'renewal')
const weeks = works.flatMap(({ person, weeks: own, firstMeetings }) =>
  own.map((week, index) => ({ person, week, count: firstMeetings[index]!.length })),
)
const share = (list: readonly unknown[], part: readonly unknown[]) => part.length / list.length

test('weekly counts have the mean and the over-dispersion of their rates', () => {
  const phi = scenario.creation.dispersion
  const selling = weeks.filter(({ week }) => week.meetings.sum > 0)
  const expected = selling.reduce((sum, { week }) => sum + week.meetings.sum, 0)
  const found = selling.reduce((sum, { count }) => sum + count, 0)
  expect(near(found, expected, phi * expected)).toBe(true)
  // Pearson's statistic over counts that are large enough for its variance to be about 2
  const large = selling.filter(({ week }) => week.meetings.sum > 1)
  const pearson = large.map(({ week, count }) => (count - week.meetings.sum) ** 2 / week.meetings.sum)
  expect(near(mean(pearson), phi, variance(pearson) / pearson.length)).toBe(true)
})

test('new hires ramp along the logistic curve', () => {
  for (const [from, to] of [
    [0, 2],
    [2, 4],
    [4, 7],
    [7, 12],
  ] as const) {
    const young = weeks.filter(({ person, week }) => {
      const months = monthsInRole(person, week.days[0]!)
      return person.hired >= 0 && months >= from && months < to && week.meetings.sum > 0
    })
    const days = young.flatMap(({ person, week }) =>
      week.meetings.byDay.map((rate, index) => {
        const months = monthsInRole(person, week.days[index]!)
        // half at three months, 97 % at six
        return {
          full: rate / rampAt(person.ramp, months),
          ramp: 1 / (1 + Math.exp(((3 - months) * Math.log(97 / 3)) / 3)),
        }
      }),
    )
    const full = days.reduce((sum, day) => sum + day.full, 0)
    const expected = days.reduce((sum, day) => sum + day.full * day.ramp, 0)
    const found = young.reduce((sum, { count }) => sum + count, 0)
    expect(near(found, expected, scenario.creation.dispersion * expected)).toBe(true)
    expect(found / full).toBeLessThan(to === 12 ? 1.15 : to / 6 + 0.2)
  }
  expect(rampAt(works[0]!.person.ramp, 3)).toBeCloseTo(0.5, 6)
  expect(rampAt(works[0]!.person.ramp, 6)).toBeCloseTo(0.97, 6)
})

test('creation follows season and market', () => {
  const ramped = weeks.filter(({ week }) => week.meetings.sum > 0)
  for (let month = 0; month < scenario.months; month += 1) {
    const own = ramped.filter(({ week }) => world.axis.monthNo(week.days[0]!) === month)
    // what a flat year of this market would have brought
    const calendar = world.axis.month(own[0]!.week.days[0]!)
    const season = scenario.season[calendar]!
    const flat = own.reduce((sum, { week }) => sum + week.meetings.sum, 0) / (season * world.market[month]!)
    const found = own.reduce((sum, { count }) => sum + count, 0)
    expect(near(found / flat, season * world.market[month]!, (scenario.creation.dispersion * found) / flat ** 2)).toBe(
      true,
    )
  }
})

test('the market level is a stationary AR(1) of the stated memory and spread', () => {
  const logs = Array.from({ length: 400 }, (_, seed) => levels(seed, 'market', [], 40, 0.8, 0.08).map(Math.log))
  const all = logs.flat().map((x) => x + 0.0032)
  expect(mean(all)).toBeCloseTo(0, 2)
  expect(Math.sqrt(variance(all))).toBeGreaterThan(0.076)
  expect(Math.sqrt(variance(all))).toBeLessThan(0.084)
  const pairs = logs.flatMap((one) => one.slice(1).map((x, index) => [one[index]! + 0.0032, x + 0.0032] as const))
  const slope = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.reduce((sum, [a]) => sum + a * a, 0)
  expect(slope).toBeGreaterThan(0.77)
  expect(slope).toBeLessThan(0.83)
})

test('abilities have mean 1 and the stated spread; leavers, slips and tenures their rates', () => {
  const many = observe({ people: 1000, months: 12, attrition: 0.03, creation: { firstMeetingsPerWeek: 0.001 } })
  const { persons } = many.world.staff
  const abilities = persons.map(({ ability }) => ability.creation)
  expect(near(mean(abilities), 1, 0.35 ** 2 / persons.length)).toBe(true)
  expect(Math.sqrt(variance(abilities))).toBeGreaterThan(0.3)
  expect(Math.sqrt(variance(abilities))).toBeLessThan(0.4)
  const staying = persons.filter(({ spells }) => spells[0]!.discipline !== 'lead')
  const months = staying.reduce((sum, one) => {
    const from = Math.max(one.hired, 0)
    return sum + Math.max(0, (one.left ?? many.world.axis.days) - from) / DAYS_PER_MONTH
  }, 0)
  const leavers = staying.filter(({ left }) => left !== null)
  expect(near(leavers.length, months * 0.03, months * 0.03)).toBe(true)
  const hires = persons.filter(({ planned }) => planned >= 0)
  const slipped = hires.filter(({ hired, planned }) => hired - planned === 30)
  expect(near(slipped.length, hires.length * 0.25, hires.length * 0.25 * 0.75)).toBe(true)
})

test('of all deals the stated share is won, after the stated time, and its chance is calibrated', () => {
  const { winRate, never } = scenario.outcome
  const won = deals.filter(({ latent }) => latent.kind === 'won')
  // persons differ in what they win: their chances vary together
  const chances = deals.map(({ latent }) => latent.chance)
  const between = variance(
    works.filter((work) => work.deals.length > 9).map((work) => mean(work.deals.map(({ latent }) => latent.chance))),
  )
  expect(near(share(deals, won), winRate, (winRate * (1 - winRate)) / deals.length + between / works.length)).toBe(true)
  expect(
    near(
      won.length,
      chances.reduce((sum, p) => sum + p, 0),
      chances.reduce((sum, p) => sum + p * (1 - p), 0),
    ),
  ).toBe(true)
  const nevers = deals.filter(({ latent }) => latent.kind === 'never')
  expect(near(nevers.length, never * deals.length, never * (1 - never) * deals.length)).toBe(true)
  for (const [kind, { median, sigma }] of [
    ['won', scenario.outcome.win],
    ['lost', scenario.outcome.loss],
  ] as const) {
    const logs = deals
      .filter(({ latent }) => latent.kind === kind)
      .map(({ latent, segment }) => {
        const { duration } = scenario.segments.find(({ name }) => name === segment)!
        return Math.log(latent.days / DAYS_PER_MONTH / duration / median)
      })
    expect(near(mean(logs), 0, sigma ** 2 / logs.length)).toBe(true)
    // rounding to days shortens the left tail of quick losses a little
    expect(Math.sqrt(variance(logs))).toBeGreaterThan(sigma * 0.93)
    expect(Math.sqrt(variance(logs))).toBeLessThan(sigma * 1.05)
  }
})

test('the hazard of a win at each age is that of the competing risks', () => {
  const { winRate, never, win, loss } = scenario.outcome
  const own = deals.filter(({ segment }) => segment === 'SMB')
  const pWin = mean(own.map(({ latent }) => latent.chance))
  const cdf = (months: number, median: number, sigma: number) => normal(Math.log(months / 0.8 / median) / sigma)
  for (let age = 0; age < 5; age += 1) {
    const from = age * DAYS_PER_MONTH
    const open = own.filter(({ latent }) => latent.days > from)
    const events = open.filter(({ latent }) => latent.kind === 'won' && latent.days <= from + DAYS_PER_MONTH)
    const survive =
      1 -
      pWin * cdf(age || 1e-9, win.median, win.sigma) -
      (1 - never - pWin) * cdf(age || 1e-9, loss.median, loss.sigma)
    const hazard = (pWin * (cdf(age + 1, win.median, win.sigma) - cdf(age || 1e-9, win.median, win.sigma))) / survive
    expect(near(events.length, hazard * open.length, hazard * open.length + 4)).toBe(true)
  }
  expect(pWin).toBeGreaterThan(winRate)
})

test('interest moves the chance of a win by its log odds', () => {
  const thirds = [-Infinity, -0.43, 0.43, Infinity]
  const rates = [0, 1, 2].map((third) => {
    const own = deals.filter(({ latent }) => latent.interest > thirds[third]! && latent.interest <= thirds[third + 1]!)
    const expected = own.reduce((sum, { latent }) => sum + latent.chance, 0)
    const found = own.filter(({ latent }) => latent.kind === 'won').length
    expect(
      near(
        found,
        expected,
        own.reduce((sum, { latent: { chance } }) => sum + chance * (1 - chance), 0),
      ),
    ).toBe(true)
    return found / own.length
  })
  expect(rates[2]! / rates[0]!).toBeGreaterThan(3)
})

test('segments, sources and sizes are as stated', () => {
  for (const { name, share: stated, size } of scenario.segments) {
    const own = deals.filter(({ segment }) => segment === name)
    expect(near(own.length, stated * deals.length, stated * (1 - stated) * deals.length)).toBe(true)
    const values = own.map(({ lines }) => listValue(lines) / 100)
    const target = scenario.size.mean * size
    expect(near(mean(values), target, (target * scenario.size.cv) ** 2 / own.length)).toBe(true)
    const sigma = Math.sqrt(variance(values.map(Math.log)))
    expect(Math.abs(sigma - Math.sqrt(Math.log(2)))).toBeLessThan(4.5 * Math.sqrt(Math.log(2) / 2 / own.length) + 0.01)
  }
  for (const { name, share: stated } of scenario.sources) {
    const own = deals.filter(({ source }) => source === name)
    expect(near(own.length, stated * deals.length, stated * (1 - stated) * deals.length)).toBe(true)
  }
  // |normal(0.12, 0.05)|: the fold at 0 adds less than a thousandth
  expect(near(mean(deals.map(({ discount }) => discount)), 0.12, 0.05 ** 2 / deals.length)).toBe(true)
})

test('stages are skipped and returned to, close dates pushed, amounts drift to the offer', () => {
  const moves = deals.flatMap(({ steps }) => steps.filter(({ field, old }) => field === 'Stage' && old !== null))
  const order = new Map(scenario.stages.map(({ name }, index) => [name, index]))
  const open = moves.filter(({ now }) => order.has(String(now)))
  const backwards = open.filter(({ old, now }) => order.get(String(now))! < order.get(String(old))!)
  const skipping = open.filter(({ old, now }) => order.get(String(now))! > order.get(String(old))! + 1)
  expect(backwards.length).toBeGreaterThan(50)
  expect(skipping.length).toBeGreaterThan(50)
  const pushed = deals.filter(
    ({ steps, outcome }) => outcome === null && steps.some(({ field }) => field === 'Close date'),
  )
  expect(pushed.length).toBeGreaterThan(50)
  const won = deals.filter(({ outcome, steps }) => outcome?.kind === 'won' && steps.length > 0)
  const drift = won.map((deal) => Math.log(finalAmount(deal) / deal.first.amount))
  // the first estimate is blurred around the list value, the last offer is the list value less the discount
  expect(mean(drift)).toBeCloseTo(Math.log(0.88), 1)
})

test('outcomes are entered late as often as stated, and a discount of any spread has its mean and stays above 0', () => {
  const { works: own } = observe({
    people: 90,
    quality: { lateEntry: 0.3 },
    amounts: { discountMean: 0.1, discountSd: 0.1 },
  })
  const all = own.flatMap((work) => work.deals)
  const closed = all.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]))
  const late = closed.filter(
    ({ day, enteredAt }) => world.axis.dayOf(new Date(enteredAt).toISOString().slice(0, 10)) > day,
  )
  expect(near(late.length, 0.3 * closed.length, 0.21 * closed.length)).toBe(true)
  const discounts = all.filter(({ type }) => type === 'new').map(({ discount }) => discount)
  expect(near(mean(discounts), 0.1, 0.01 / discounts.length)).toBe(true)
  expect(near(Math.sqrt(variance(discounts)), 0.1, 0.01 / discounts.length)).toBe(true)
  expect(Math.min(...discounts)).toBeGreaterThanOrEqual(0)
})

test('forecasts carry the bias of whoever gave them', () => {
  const floor = forecastFloor(scenario)
  const { submissions } = company.rows
  let seen = 0
  const pulls: number[] = []
  for (const work of works) {
    const { sold } = work
    const misses = submissions!
      .filter((row) => row['Submitted by'] === work.person.id)
      .flatMap((row) => {
        const month = world.axis.monthNo(world.axis.dayOf(`${row['Forecast period']}-01`))
        const known = sold.get(month) ?? 0
        // where nothing was sold the forecast is cut off at 0
        if (known < 20 * floor) return []
        return [Math.log((known + floor) / (Number(row['Commit amount']) * 100 + floor))]
      })
    if (misses.length < 6) continue
    seen += 1
    const left = scenario.forecast.noiseSd
    expect(near(mean(misses), work.person.bias, left ** 2 / misses.length + 1e-4)).toBe(true)
    pulls.push(work.person.bias)
  }
  expect(seen).toBeGreaterThan(20)
  expect(Math.sqrt(variance(pulls))).toBeGreaterThan(0.1)
})

function finalAmount({ steps, first }: Deal): number {
  return Number(steps.findLast(({ field }) => field === 'Amount')?.now ?? first.amount)
}

/** Normal distribution by numeric integration: independent of the generator's own. */
function normal(z: number): number {
  const from = -8
  const steps = 4_000
  const width = (Math.min(8, Math.max(z, from)) - from) / steps
  let sum = 0
  for (let step = 0; step < steps; step += 1) {
    const x = from + (step + 0.5) * width
    sum += Math.exp((-x * x) / 2) * width
  }
  return sum / Math.sqrt(2 * Math.PI)
}
