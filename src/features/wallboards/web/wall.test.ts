import { expect, test } from 'vitest'
import { freshness } from './freshness.ts'
import { pixelShift, playlist, slideSeconds, type Slide } from './playlist.ts'

const head = { period: '2026-11', from: '2026-11-01', to: '2026-11-30', sellingDay: 1, sellingDays: 21, pace: 1 / 21 }
const row = (id: string) => ({
  scope: { kind: 'team' as const, id },
  label: id,
  booked: null,
  goal: null,
  bookedShare: 0.5,
  aheadPoints: 1,
  lands: null,
  landsShare: null,
})
const bars = (title: string, rows: number): Slide => ({
  ...head,
  kind: 'bars',
  title,
  rows: Array.from({ length: rows }, (_, at) => row(`${title}${at}`)),
})

test('the first page returns every other slot once there are three', () => {
  const titles = (pages: Slide[]) => playlist(pages).map((slide) => slide.title)
  expect(titles([bars('a', 1), bars('b', 1)])).toEqual(['a', 'b'])
  expect(titles([bars('a', 1), bars('b', 1), bars('c', 1)])).toEqual(['a', 'b', 'a', 'c'])
})

test('more than ten rows go on as even pages, none lost', () => {
  const slides = playlist([bars('a', 11)])
  expect(slides.map((slide) => (slide.kind === 'bars' ? slide.rows.length : 0))).toEqual([6, 5])
  expect(slides.flatMap((slide) => (slide.kind === 'bars' ? slide.rows : [])).length).toBe(11)
})

test('a loop stays within ninety seconds', () => {
  expect(slideSeconds(20, 2)).toBe(20)
  expect(slideSeconds(30, 6)).toBe(15)
  expect(slideSeconds(60, 40)).toBe(8)
})

test('age is said after ten minutes and takes the colour after two hours', () => {
  const asOf = 10_000_000_000
  const at = (minutes: number, elapsed = 0) =>
    freshness({ asOf, dataAt: asOf - minutes * 60_000, elapsed: elapsed * 60_000, pinned: false })
  expect(at(9)).toEqual({ age: null, grey: false })
  expect(at(11)).toEqual({ age: 660_000, grey: false })
  expect(at(9, 2)).toEqual({ age: 660_000, grey: false })
  expect(at(1, 121).grey).toBe(true)
  expect(freshness({ asOf, dataAt: 0, elapsed: 0, pinned: true })).toEqual({ age: null, grey: false })
})

test('the picture moves a little every minute and comes back', () => {
  const places = Array.from({ length: 8 }, (_, minute) => pixelShift(minute).join())
  expect(new Set(places).size).toBe(8)
  expect(pixelShift(8)).toEqual(pixelShift(0))
})
