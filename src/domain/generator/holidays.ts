export interface Holiday {
  readonly date: string
  readonly name: string
}

type Country = 'DE' | 'FR' | 'GB' | 'US'

/** Month and day, days from Easter Sunday, or the nth weekday of a month (-1: the last; 1 is Monday). */
type Rule =
  | { readonly name: string; readonly on: readonly [month: number, day: number] }
  | { readonly name: string; readonly easter: number }
  | { readonly name: string; readonly nth: readonly [n: number, weekday: number, month: number] }

const RULES: Readonly<Record<Country, readonly Rule[]>> = {
  DE: [
    { name: 'New Year', on: [1, 1] },
    { name: 'Good Friday', easter: -2 },
    { name: 'Easter Monday', easter: 1 },
    { name: 'Labour Day', on: [5, 1] },
    { name: 'Ascension', easter: 39 },
    { name: 'Whit Monday', easter: 50 },
    { name: 'German Unity Day', on: [10, 3] },
    { name: 'Christmas Day', on: [12, 25] },
    { name: 'Second Christmas Day', on: [12, 26] },
  ],
  FR: [
    { name: 'New Year', on: [1, 1] },
    { name: 'Easter Monday', easter: 1 },
    { name: 'Labour Day', on: [5, 1] },
    { name: 'Victory Day', on: [5, 8] },
    { name: 'Ascension', easter: 39 },
    { name: 'Whit Monday', easter: 50 },
    { name: 'Bastille Day', on: [7, 14] },
    { name: 'Assumption', on: [8, 15] },
    { name: "All Saints' Day", on: [11, 1] },
    { name: 'Armistice Day', on: [11, 11] },
    { name: 'Christmas Day', on: [12, 25] },
  ],
  GB: [
    { name: 'New Year', on: [1, 1] },
    { name: 'Good Friday', easter: -2 },
    { name: 'Easter Monday', easter: 1 },
    { name: 'Early May bank holiday', nth: [1, 1, 5] },
    { name: 'Spring bank holiday', nth: [-1, 1, 5] },
    { name: 'Summer bank holiday', nth: [-1, 1, 8] },
    { name: 'Christmas Day', on: [12, 25] },
    { name: 'Boxing Day', on: [12, 26] },
  ],
  US: [
    { name: 'New Year', on: [1, 1] },
    { name: 'Martin Luther King Day', nth: [3, 1, 1] },
    { name: "Presidents' Day", nth: [3, 1, 2] },
    { name: 'Memorial Day', nth: [-1, 1, 5] },
    { name: 'Juneteenth', on: [6, 19] },
    { name: 'Independence Day', on: [7, 4] },
    { name: 'Labor Day', nth: [1, 1, 9] },
    { name: 'Thanksgiving', nth: [4, 4, 11] },
    { name: 'Christmas Day', on: [12, 25] },
  ],
}

/** Public holidays of a country by date, from one year to another, both included. */
export function holidaysOf(country: Country, from: number, to: number): Holiday[] {
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return years
    .flatMap((year) => RULES[country].map((rule) => ({ name: rule.name, date: dateOf(rule, year) })))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

function dateOf(rule: Rule, year: number): string {
  if ('on' in rule) return utc(year, rule.on[0], rule.on[1])
  if ('easter' in rule) {
    const [month, day] = easter(year)
    return utc(year, month, day + rule.easter)
  }
  const [n, weekday, month] = rule.nth
  if (n > 0) {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
    return utc(year, month, 1 + ((weekday - first + 7) % 7) + 7 * (n - 1))
  }
  const last = new Date(Date.UTC(year, month, 0))
  return utc(year, month, last.getUTCDate() - ((last.getUTCDay() - weekday + 7) % 7))
}

function utc(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}

/** Month and day of Easter Sunday (Meeus, Jones, Butcher). */
function easter(year: number): [month: number, day: number] {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return [Math.floor(sum / 31), (sum % 31) + 1]
}
