import { Temporal } from 'temporal-polyfill'

const DAY_MS = 86_400_000
const BUCKET_MS = 900_000

/**
 * Resolves local times of one zone. A time inside a spring gap takes the offset before the change (it lands after
 * the gap), a time that occurs twice in autumn means the first. Offsets are kept per quarter of an hour, the
 * granularity at which zones change, because an import asks a million times for a few thousand answers.
 */
export function zoneResolver(zone: string): (day: number, time: number) => number {
  const offsets = new Map<number, number>()
  return (day, time) => {
    const local = day * DAY_MS + time
    const bucket = Math.floor(local / BUCKET_MS)
    let offset = offsets.get(bucket)
    if (offset === undefined) {
      const start = bucket * BUCKET_MS
      const plain = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO('UTC').toPlainDateTime()
      offset = start - plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
      if (offsets.size > 200_000) offsets.clear()
      offsets.set(bucket, offset)
    }
    return local - offset
  }
}
