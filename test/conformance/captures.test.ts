import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/calendar/local-date.ts'
import { zoneOf } from '#domain/calendar/zone.ts'
import type { Ctx } from '#services/context.ts'
import { readFigureRows } from '#services/metrics/read-figures.ts'
import { readMetricRows } from '#services/metrics/read-rows.ts'
import { testDatabase } from '../support/database.ts'
import { addCaptures, calendarHours, replies } from './plain-captures.ts'
import { type PlainQuestion, teamAt } from './plain-time.ts'
import { randomSales } from './random-sales.ts'

const { db } = await testDatabase()

const AS_OF = '2024-04-02'
const WINDOWS = ['2024-01-20..2024-03-31', '2024-02-29..2024-02-29', '2024-03-29..2024-04-02', '30d', 'month']
const METRICS = ['reply-rate', 'reply-time', 'customer-hours-share'] as const

function randomOf(seed: number) {
  const generator = xoroshiro128plus(seed)
  return (below: number) => Math.abs(generator.next()) % below
}

function middle(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const at = sorted.length / 2
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? sorted[Math.floor(at)]! : (sorted[at - 1]! + sorted[at]!) / 2
}

describe.each([11, 12, 13])('uploaded mailboxes and calendars, seed %i', async (seed) => {
  const random = randomOf(seed)
  const sales = await randomSales(db, random)
  await addCaptures(db, sales, random)
  const ctx: Ctx = { db, orgId: sales.orgId, actor: { type: 'cli' }, recordedAt: Date.parse('2026-06-01T00:00:00Z') }
  const asOf = zoneOf('Europe/Berlin').startOfDay(addDays(AS_OF, 1)) - 1
  const question = { sales, asOf } as PlainQuestion

  it.each(WINDOWS)('agree with plain loops over %s', async (window) => {
    let compared = 0
    for (const by of ['company', 'team', 'person']) {
      for (const figure of await readFigureRows(ctx, { metrics: [...METRICS], by: [by], window, asOf: AS_OF })) {
        const mine = ({ person, credited, day }: { person: string | null; credited: number; day: string }) => {
          if (day < figure.from || day > figure.to) return false
          if (by === 'company') return true
          if (by === 'person') return person === figure.subjectId
          const team = teamAt(sales, person, credited)
          const parent = sales.teams.find(({ id }) => id === team)?.parent ?? null
          return team === figure.subjectId || (figure.subjectId !== null && parent === figure.subjectId)
        }
        const mails = replies(question).filter(mine)
        const hours = calendarHours(question).filter(mine)
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
        const answered = mails.filter((one) => one.answered)
        const [all, customers] = [sum(hours.map((one) => one.hours)), sum(hours.map((one) => one.customers))]
        const expected = {
          'reply-rate': mails.length === 0 ? null : answered.length / mails.length,
          'reply-time': middle(answered.map((one) => one.hours)),
          'customer-hours-share': all === 0 ? null : customers / all,
        }[figure.metric]
        const note = `${figure.metric} of ${by} ${figure.subject}`
        expect(figure.value, note).toEqual(expected == null ? null : expect.closeTo(expected, 6))
        if (expected != null) compared += 1
      }
    }
    expect(compared).toBeGreaterThan(0)
  })

  it('has rows that add up to the figure', async () => {
    for (const metric of ['reply-rate', 'customer-hours-share']) {
      const [figure] = await readFigureRows(ctx, {
        metrics: [metric],
        by: ['company'],
        window: WINDOWS[0]!,
        asOf: AS_OF,
      })
      const { rows } = await readMetricRows(ctx, { metric, window: WINDOWS[0]!, asOf: AS_OF })
      const sum = (of: 'numerator' | 'denominator') => rows.reduce((total, row) => total + (row[of] ?? 0), 0)
      expect(sum('numerator')).toBeCloseTo(figure!.numerator ?? 0, 6)
      expect(sum('denominator')).toBeCloseTo(figure!.denominator ?? 0, 6)
      expect(rows.length).toBeGreaterThan(10)
    }
  })
})
