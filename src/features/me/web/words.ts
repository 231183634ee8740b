import { formatCount } from '#ui/format/number.ts'

const ONE = {
  deals: '1 deal I own',
  activities: '1 activity of mine',
  contacts: '1 contact I own',
  changes: '1 change I made',
  views: '1 look at my page or figures',
} as const
const MANY = {
  deals: 'deals I own',
  activities: 'activities of mine',
  contacts: 'contacts I own',
  changes: 'changes I made',
  views: 'looks at my page or figures',
} as const

export function holdingWords({ kind, count }: { kind: keyof typeof ONE; count: number }): string {
  return count === 1 ? ONE[kind] : `${formatCount(count)} ${MANY[kind]}`
}

/** A locale by name: "English (United Kingdom)". */
export function localeWords(locale: string): string {
  return new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' }).of(locale) ?? locale
}

export const SURFACES = {
  'person-page': 'the page of mine',
  drawer: 'a drawer about me',
  grid: 'a list of my team',
  export: 'an export with me in it',
  api: 'the API',
} as const

/** Browser and system out of a user-agent text, roughly; enough to know one's own device. */
export function deviceWords(agent: string | null): string {
  if (agent === null || agent === '') return 'Unknown device'
  const browser = [
    ['Edg/', 'Edge'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => agent.includes(mark ?? ''))?.[1]
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'Mac'],
    ['Linux', 'Linux'],
  ].find(([mark]) => agent.includes(mark ?? ''))?.[1]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? agent.slice(0, 40)
}

export const QUESTIONS = {
  namedBars: 'My bar with my name, inside my own team',
  wallPersonBars: 'My bar with my name, on the wallboard of my team',
} as const
