import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, parseMoney } from './money.ts'
import { formatPercent, formatPoints, formatProportion } from './number.ts'
import { paceWords } from './pace-words.ts'
import { formatPeriod, unitOfPeriod } from './period.ts'
import { setReader, zoneShown } from './reader.ts'
import { formatDate, formatMoment, formatRange, formatSpan, localDate } from './time.ts'

const locale = 'en-GB'

describe('money', () => {
  test.each([
    [72_000_000, 'EUR', '€720k'],
    [123_456_789, 'EUR', '€1.23M'],
    [683_000, 'EUR', '€6.83k'],
    [-2_600_000, 'EUR', '−€26k'],
    [0, 'EUR', '€0'],
    [1_250_000, 'JPY', 'JP¥1.25M'],
    [5_000_000, 'USD', 'US$50k'],
  ])('%d %s compact is %s', (minor, currency, text) => {
    expect(formatMoney(minor, currency, { style: 'compact', locale })).toBe(text)
  })

  test('exact keeps minor units only where there are some', () => {
    expect(formatMoney(123_456_78, 'EUR', { style: 'exact', locale })).toBe('€123,456.78')
    expect(formatMoney(123_456_00, 'EUR', { style: 'exact', locale })).toBe('€123,456')
    expect(formatMoney(400_000, 'EUR', { style: 'compact', sign: true, locale })).toBe('+€4k')
  })

  test.each([
    ['720k', 72_000_000],
    ['1.2m', 120_000_000],
    ['720.000', 72_000_000],
    ['€ 720,000.50', 72_000_050],
    ['1.250.000,5', 125_000_050],
    ['1.250k', 125_000],
    ["1'000'000", 100_000_000],
    ['12,5', 1250],
    ['', null],
    ['k', null],
    ['12..5', null],
  ])('reads %j', (text, minor) => expect(parseMoney(text, 'EUR')).toBe(minor))

  test('an exact amount is read back as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom('EUR', 'JPY', 'USD'), (minor, currency) => {
        const text = formatMoney(minor, currency, { style: 'exact', locale })
        expect(parseMoney(text, currency)).toBe(minor)
      }),
    )
    expect(formatMoney(1_234_567, 'KWD', { style: 'exact', locale: 'en' })).toMatch(/1,234\.567$/)
  })
})

describe('numbers', () => {
  test('percentages drop decimals from ten up', () => {
    expect([0, 0.034, 0.0994, 0.0996, 0.69, 1.04].map((share) => formatPercent(share, locale))).toEqual([
      '0%',
      '3.4%',
      '9.9%',
      '10%',
      '69%',
      '104%',
    ])
  })
  test('small samples are no percentages', () => {
    expect(formatProportion(2, 4)).toBe('too few')
    expect(formatProportion(4, 21)).toBe('4 of 21')
    expect(formatProportion(9, 30, locale)).toBe('30%')
  })
  test('points', () =>
    expect([17.4, 0.4, -18, 0].map((points) => formatPoints(points, locale))).toEqual(['17', '0.4', '18', '0']))
})

describe('periods', () => {
  test('labels', () => {
    expect(['2026-11', '2026-Q4', '2026-W47', '2026'].map((period) => formatPeriod(period, locale))).toEqual([
      'November 2026',
      'Q4 2026',
      'Week 47, 2026',
      '2026',
    ])
  })
  test('an address names a period or none', () => {
    expect(['2026-11', '2026-Q4', '2026-W47', '2026'].map(unitOfPeriod)).toEqual(['month', 'quarter', 'week', 'year'])
    expect(['2026-13', '2026-Q5', '2026-W54', 'now', ''].map(unitOfPeriod)).toEqual([null, null, null, null, null])
  })
})

describe('time', () => {
  test('dates and spans', () => {
    expect(formatDate('2026-11-16', { weekday: true, locale })).toBe('Mon 16 Nov')
    expect(formatRange('2026-11-16', '2026-11-20', locale)).toBe('16\u2009–\u200920 Nov 2026')
    expect([40_000, 12 * 60_000, 3 * 3_600_000, 50 * 3_600_000].map((ms) => formatSpan(ms, locale))).toEqual([
      '40 secs',
      '12 mins',
      '3 hrs',
      '2 days',
    ])
  })
  test('a local date depends on the zone', () => {
    const at = Date.UTC(2026, 10, 15, 23, 30)
    expect(localDate(at, 'Europe/Berlin')).toBe('2026-11-16')
    expect(localDate(at, 'America/New_York')).toBe('2026-11-15')
  })
})

describe('what the reader prefers', () => {
  const at = Date.UTC(2026, 10, 15, 23, 30)
  test('stands in for what a format does not name, and for the zone of moments', () => {
    setReader({ locale: 'de-DE', zone: 'America/New_York' })
    expect(formatMoney(1_234_50, 'EUR', { style: 'exact' })).toBe('1.234,50\u00a0€')
    expect(formatDate('2026-11-16', { weekday: true })).toBe('Mo., 16. Nov.')
    expect(formatMoment(at, 'Europe/Berlin')).toBe('15. Nov. 2026, 18:30')
    expect(localDate(at, 'Europe/Berlin'), 'a day closes in the zone it is asked for').toBe('2026-11-16')
    expect(formatMoney(1_234_50, 'EUR', { style: 'exact', locale })).toBe('€1,234.50')
    setReader({})
    expect(zoneShown('Europe/Berlin')).toBe('Europe/Berlin')
    expect(formatMoment(at, 'Europe/Berlin', locale)).toBe('16 Nov 2026, 00:30')
  })
})

describe('pace in words', () => {
  const figures = { bookedShare: 0.69, aheadPoints: 17.4, landsShare: 1.04 }
  test('now against pace and end against goal are told apart', () => {
    expect(paceWords(figures, locale)).toEqual({
      booked: '69%',
      ahead: 'ahead 17 pts',
      state: 'ahead',
      lands: 'lands 104%',
      landsState: 'ahead',
    })
    expect(paceWords({ ...figures, aheadPoints: -0.8, landsShare: 0.94 }, locale)).toMatchObject({
      ahead: 'behind 1 pt',
      state: 'behind',
      landsState: 'behind',
    })
  })
  test('within half a point is on pace; without a goal there is no state', () => {
    expect(paceWords({ ...figures, aheadPoints: 0.4 }, locale)).toMatchObject({ ahead: 'on pace', state: 'even' })
    expect(paceWords({ bookedShare: null, aheadPoints: null, landsShare: null }, locale)).toEqual({
      booked: 'no goal',
      ahead: null,
      state: null,
      lands: null,
      landsState: null,
    })
  })
})
