const NAMES = {
  en: [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ],
  de: [
    'januar',
    'februar',
    'marz',
    'april',
    'mai',
    'juni',
    'juli',
    'august',
    'september',
    'oktober',
    'november',
    'dezember',
  ],
  fr: [
    'janvier',
    'fevrier',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'aout',
    'septembre',
    'octobre',
    'novembre',
    'decembre',
  ],
}
const SHORT = {
  en: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  de: ['jan', 'feb', 'mrz', 'apr', 'mai', 'jun', 'jul', 'aug', 'sept', 'okt', 'nov', 'dez'],
  fr: ['janv', 'fevr', 'mars', 'avr', 'mai', 'juin', 'juil', 'aou', 'sept', 'oct', 'nov', 'dec'],
  other: ['janner', 'fev', 'maerz', 'avri', 'mei', 'giu', 'juill', 'ago', 'set', 'ott', 'nove', 'dic'],
}

/** Month number by its lower-case name without accents, in English, German and French, whole or shortened. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  [...Object.values(NAMES), ...Object.values(SHORT)].flatMap((names) =>
    names.map((name, index) => [name, index + 1] as const),
  ),
)
