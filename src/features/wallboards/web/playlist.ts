import type { Wall } from '../contract.ts'

export type Slide = Wall['pages'][number]

/** What can be read from across a room. */
const MOST_ROWS = 10
const LONGEST_LOOP_SECONDS = 90
const SHORTEST_SLIDE_SECONDS = 8

/** A page with more rows than a room can read becomes several. */
function split(page: Slide): Slide[] {
  if (page.kind !== 'bars' || page.rows.length <= MOST_ROWS) return [page]
  const parts = Math.ceil(page.rows.length / MOST_ROWS)
  const size = Math.ceil(page.rows.length / parts)
  return Array.from({ length: parts }, (_, part) => ({
    ...page,
    rows: page.rows.slice(part * size, (part + 1) * size),
  }))
}

/** The order of slides: the first page is the one everyone looks for, so with three or more it returns every other slot. */
export function playlist(pages: readonly Slide[]): Slide[] {
  const slides = pages.flatMap(split)
  const [first, ...rest] = slides
  if (!first || rest.length < 2) return slides
  return rest.flatMap((slide) => [first, slide])
}

/** Seconds per slide: as asked for, less where the loop would take longer than anyone waits. */
export function slideSeconds(asked: number, slides: number): number {
  return Math.max(SHORTEST_SLIDE_SECONDS, Math.min(asked, Math.floor(LONGEST_LOOP_SECONDS / Math.max(1, slides))))
}

/** Where the picture stands in a minute, in pixels: a slow square that no eye notices and no panel keeps. */
export function pixelShift(minute: number): readonly [x: number, y: number] {
  const path = [
    [0, 0],
    [2, 0],
    [4, 0],
    [4, 2],
    [4, 4],
    [2, 4],
    [0, 4],
    [0, 2],
  ] as const
  return path[minute % path.length] ?? [0, 0]
}
