import { describe, expect, it } from 'vitest'
import { windowRange } from './window.ts'

const calendar = { fiscalStartMonth: 1, weekStart: 'monday' } as const
const on = (text: string, asOf = '2017-11-15') => windowRange(text, asOf, calendar)

describe('windowRange', () => {
  it('counts days that end with the as-of day', () => {
    expect(on('1d')).toEqual({ from: '2017-11-15', to: '2017-11-15' })
    expect(on('90d')).toEqual({ from: '2017-08-18', to: '2017-11-15' })
    expect(on('now')).toEqual({ from: '2017-11-15', to: '2017-11-15' })
  })

  it('takes periods to date, and past ones whole', () => {
    expect(on('quarter')).toEqual({ from: '2017-10-01', to: '2017-11-15' })
    expect(on('week')).toEqual({ from: '2017-11-13', to: '2017-11-15' })
    expect(on('2017-Q3')).toEqual({ from: '2017-07-01', to: '2017-09-30' })
    expect(on('2017-Q4')).toEqual({ from: '2017-10-01', to: '2017-11-15' })
    expect(windowRange('quarter', '2017-05-10', { ...calendar, fiscalStartMonth: 2 })).toEqual({
      from: '2017-05-01',
      to: '2017-05-10',
    })
  })

  it('takes two days, and ends before it begins where it lies ahead', () => {
    expect(on('2017-01-01..2017-03-31')).toEqual({ from: '2017-01-01', to: '2017-03-31' })
    const ahead = on('2018-Q1')
    expect(ahead.to < ahead.from).toBe(true)
  })

  it.each(['', '0d', '2017', 'monthly', '2017-02-30..2017-03-01', '2017-03-02..2017-03-01', '2017-Q5', 'a..b..c'])(
    'refuses %j',
    (text) => {
      if (text === '2017') expect(on(text).from).toBe('2017-01-01')
      else expect(() => on(text)).toThrow(/is no window/)
    },
  )
})
