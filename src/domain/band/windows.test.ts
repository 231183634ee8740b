import { describe, expect, test } from 'vitest'
import { earlierPoints, pointWindows } from './windows.ts'

const calendar = { fiscalStartMonth: 1, weekStart: 'monday' } as const

describe('the same point of earlier periods', () => {
  test('of a month under way is the same day, or the last of a shorter month', () => {
    const windows = pointWindows('month', '2026-03', '2026-03-30', calendar)
    expect(windows).toHaveLength(12)
    expect(windows.at(-1)).toEqual({ period: '2026-03', from: '2026-03-01', to: '2026-03-30' })
    expect(windows.at(-2)).toEqual({ period: '2026-02', from: '2026-02-01', to: '2026-02-28' })
    expect(windows[0]).toEqual({ period: '2025-04', from: '2025-04-01', to: '2025-04-30' })
  })

  test('of a month that is over is its end', () => {
    const windows = pointWindows('week', '2026-02', '2026-03-30', calendar)
    expect(windows.at(-1)).toMatchObject({ from: '2026-02-01', to: '2026-02-28' })
    expect(windows.at(-2)).toMatchObject({ from: '2026-01-01', to: '2026-01-31' })
  })

  test('of trailing days and of an instant ends with it', () => {
    expect(pointWindows('90d', '2026-03', '2026-03-30', calendar).at(-2)).toMatchObject({
      from: '2025-12-01',
      to: '2026-02-28',
    })
    expect(pointWindows('now', '2026-03', '2026-03-30', calendar).at(-1)).toMatchObject({
      from: '2026-03-30',
      to: '2026-03-30',
    })
  })

  test('a week looks at thirteen before it, a period to come at nothing', () => {
    expect(earlierPoints('2026-W10')).toBe(13)
    expect(pointWindows('week', '2026-W10', '2026-03-04', calendar)).toHaveLength(14)
    expect(pointWindows('month', '2026-05', '2026-03-30', calendar)).toEqual([])
  })
})
