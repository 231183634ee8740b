import { Temporal } from 'temporal-polyfill'
import type { Instant } from '#domain/instant.ts'

/** The moment at which clocks of a zone show this. */
export function zonedMoment(
  wall: { year: number; month: number; day: number; hour: number; minute: number; second: number },
  zone: string,
): Instant {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
}
