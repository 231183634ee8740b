/** How the one who reads wants numbers, dates and moments. */
interface Reader {
  /** BCP 47; null: the browser's */
  readonly locale: string | null
  /** IANA zone of moments; null: the one that the screen names */
  readonly zone: string | null
}

const AS_GIVEN: Reader = { locale: null, zone: null }

let reader = AS_GIVEN

/** Holds from the next format on; whoever calls it draws again what is on screen. */
export function setReader(next: Partial<Reader>): void {
  reader = { ...AS_GIVEN, ...next }
}

/** The language of a format that names none. */
export function localeOf(locale?: string): string | undefined {
  return locale ?? reader.locale ?? undefined
}

/** The zone in which a reader sees a moment, of which a screen says `zone`. */
export function zoneShown(zone?: string): string | undefined {
  return reader.zone ?? zone
}
