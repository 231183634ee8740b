import type { Instant } from '../../domain/instant.ts'

/** The real clock. Nothing else in the product reads it; what an organisation calls "now" is `orgNow`. */
export function realNow(): Instant {
  return Date.now()
}
