import { expect, it } from 'vitest'
import { pastedRates } from './paste-rates.ts'

it('reads lines in any order of their parts', () => {
  expect(pastedRates('USD\t2026-01-01\t0,9231\n\n2026-02-01 gbp 1.2', 'plan', 'EUR')).toEqual({
    rates: [
      { currency: 'USD', kind: 'plan', date: '2026-01-01', rate: '0.9231' },
      { currency: 'GBP', kind: 'plan', date: '2026-02-01', rate: '1.2' },
    ],
    problem: null,
  })
})

it('takes nothing where a line is none', () => {
  for (const text of ['USD 2026-01-01 0.9\nUSD', 'USD 2026-01-01 -1', 'USD 01.02.2026 1', 'USD 2026-01-01 0'])
    expect(pastedRates(text, 'daily', 'EUR')).toMatchObject({ rates: [], problem: expect.stringContaining('Line') })
  expect(pastedRates('EUR 2026-01-01 1', 'plan', 'EUR').problem).toContain('own currency')
})
