import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, type Weekday } from './local-date.ts'
import { isSellingDay, MONDAY_TO_FRIDAY, sellingDays } from './selling-days.ts'

const day = fc.integer({ min: 0, max: 60 }).map((offset) => addDays('2017-02-01', offset))

describe('sellingDays', () => {
  it('leaves out weekend, holidays and leave', () => {
    const calendar = { ...MONDAY_TO_FRIDAY, holidays: new Set(['2017-04-14', '2017-04-17']) }
    expect(sellingDays('2017-04-10', '2017-04-19', calendar, [{ from: '2017-04-18', to: '2017-04-18' }])).toEqual([
      '2017-04-10',
      '2017-04-11',
      '2017-04-12',
      '2017-04-13',
      '2017-04-19',
    ])
    expect(isSellingDay('2017-04-18', calendar)).toBe(true)
  })

  it('knows a Friday and Saturday weekend', () => {
    const gulf = { weekend: [5, 6] as Weekday[], holidays: new Set<string>() }
    expect(sellingDays('2017-03-01', '2017-03-07', gulf)).toEqual([
      '2017-03-01',
      '2017-03-02',
      '2017-03-05',
      '2017-03-06',
      '2017-03-07',
    ])
  })

  it('agrees with a loop over Temporal dates', () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7)),
        fc.array(day),
        fc.array(fc.record({ from: day, to: day })),
        (from, to, weekend, holidays, leave) => {
          const expected: string[] = []
          const end = Temporal.PlainDate.from(to)
          for (let d = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(d, end) <= 0; d = d.add({ days: 1 })) {
            const off = leave.some((l) => {
              const first = Temporal.PlainDate.from(l.from)
              return (
                Temporal.PlainDate.compare(first, d) <= 0 &&
                Temporal.PlainDate.compare(d, Temporal.PlainDate.from(l.to)) <= 0
              )
            })
            if (!off && !weekend.some((w) => w === d.dayOfWeek) && !holidays.some((h) => d.equals(h)))
              expected.push(d.toString())
          }
          expect(sellingDays(from, to, { weekend, holidays: new Set(holidays) }, leave)).toEqual(expected)
        },
      ),
    )
  })
})
