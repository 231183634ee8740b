import type { ObjectKind } from '#domain/import/object-kind.ts'

/** Exports made up for the tests of recognition: one company's records written the way several systems write them. */
export interface GeneratedFile {
  readonly name: string
  readonly object: ObjectKind | null
  readonly header: readonly string[]
  /** expected field per column; null: a column that is no field */
  readonly fields: readonly (string | null)[]
  readonly rows: readonly (readonly string[])[]
}

export type Random = () => number

/** mulberry32 */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const FIRST = [
  'Anna',
  'Boris',
  'Chloé',
  'David',
  'Elif',
  'Frank',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Karla',
  'Liam',
  'Mona',
  'Nils',
]
const LAST = [
  'Weber',
  'Okafor',
  'Martin',
  'Larsen',
  'Rossi',
  'Novak',
  'Silva',
  'Fischer',
  'Dubois',
  'Kim',
  'Moreau',
  'Schulz',
  'Haas',
  'Brandt',
]
const COMPANY = [
  'Alpine',
  'Borealis',
  'Cobalt',
  'Delta',
  'Ember',
  'Fjord',
  'Granite',
  'Harbor',
  'Indigo',
  'Juniper',
  'Krypton',
  'Lumen',
]
const SUFFIX = ['GmbH', 'SARL', 'Inc', 'Ltd', 'AG', 'Group']
export const STAGES = {
  en: ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'],
  de: ['Erstkontakt', 'Qualifizierung', 'Angebot', 'Verhandlung', 'Gewonnen', 'Verloren'],
  fr: ['Prospection', 'Qualification', 'Devis envoyé', 'Négociation', 'Gagné', 'Perdu'],
}
export type Language = keyof typeof STAGES

export interface World {
  readonly people: { id: string; name: string; first: string; last: string; email: string }[]
  readonly accounts: { id: string; name: string; domain: string }[]
  readonly deals: {
    id: string
    name: string
    owner: number
    account: number
    stage: number
    amount: number
    created: number
    close: number
    modified: number
  }[]
}

export const two = (n: number): string => String(n).padStart(2, '0')

export function makeWorld(
  random: Random,
  ids: (kind: 'person' | 'account' | 'deal', n: number) => string,
  deals = 150,
): World {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const people = Array.from({ length: 9 }, (_, n) => {
    const [first, last] = [
      FIRST[(n * 3 + Math.floor(random() * 3)) % FIRST.length]!,
      LAST[(n * 5 + Math.floor(random() * 2)) % LAST.length]!,
    ]
    return {
      id: ids('person', n),
      first,
      last,
      name: `${first} ${last}`,
      email: `${first.toLowerCase().replace('é', 'e')}.${last.toLowerCase()}@seller.example`,
    }
  })
  const accounts = Array.from({ length: 40 }, (_, n) => {
    const name = `${COMPANY[n % COMPANY.length]} ${pick(SUFFIX)} ${n}`
    return { id: ids('account', n), name, domain: `www.${COMPANY[n % COMPANY.length]!.toLowerCase()}${n}.com` }
  })
  return {
    people,
    accounts,
    deals: Array.from({ length: deals }, (_, n) => {
      const created =
        Date.UTC(2022, 0, 1) + Math.floor(random() * 500) * 86_400_000 + Math.floor(random() * 86_400) * 1000
      const account = Math.floor(random() * accounts.length)
      const close = created + Math.floor(5 + random() * 120) * 86_400_000
      return {
        id: ids('deal', n),
        name: `${accounts[account]!.name} - ${pick(['Renewal', 'Upgrade', 'New', 'Pilot'])} ${n}`,
        owner: Math.floor(random() * people.length),
        account,
        stage: Math.floor(random() * 6),
        amount: Math.floor(500 + random() * 90_000) + Math.floor(random() * 100) / 100,
        created,
        close,
        modified: close,
      }
    }),
  }
}

export const salesforceIds = (kind: 'person' | 'account' | 'deal', n: number): string =>
  `${{ person: '005', account: '001', deal: '006' }[kind]}8d00000${String(n * 37 + 11).padStart(5, '0')}AAA`
export const numberIds = (kind: 'person' | 'account' | 'deal', n: number): string =>
  String({ person: 4_100_000, account: 77_000_000, deal: 9_300_000_000 }[kind] + n * 13)

export const iso = (ms: number): string => new Date(ms).toISOString()

/** the people of the same company, as a second file */
export function peopleExport(world: World): GeneratedFile {
  return {
    name: 'users.csv',
    object: 'person',
    header: ['User ID', 'Full Name', 'Email', 'Active', 'Manager'],
    fields: ['id', 'name', 'email', 'active', 'manager'],
    rows: world.people.map((person, n) => [
      person.id,
      person.name,
      person.email,
      'true',
      n === 0 ? '' : world.people[0]!.name,
    ]),
  }
}

export function accountsExport(world: World): GeneratedFile {
  return {
    name: 'companies.csv',
    object: 'account',
    header: ['Account ID', 'Account Name', 'Industry', 'Website'],
    fields: ['id', 'name', 'industry', 'website'],
    rows: world.accounts.map((account, n) => [
      account.id,
      account.name,
      ['Retail', 'Energy', 'Health'][n % 3]!,
      account.domain,
    ]),
  }
}

export function callsExport(world: World, random: Random): GeneratedFile {
  return {
    name: 'activity log.csv',
    object: 'activity',
    header: ['Activity Type', 'Subject', 'Assigned To', 'Opportunity ID', 'Start Time', 'Duration (min)', 'Direction'],
    fields: ['type', 'subject', 'owner', 'deal', 'at', 'durationMinutes', 'direction'],
    rows: world.deals.map((deal, n) => [
      n % 3 === 0 ? 'Meeting' : 'Call',
      `Talk ${n}`,
      world.people[deal.owner]!.name,
      deal.id,
      iso(deal.created + n * 1000)
        .slice(0, 19)
        .replace('T', ' '),
      String(1 + Math.floor(random() * 50)),
      n % 2 ? 'Outbound' : 'Inbound',
    ]),
  }
}

export function historyExport(world: World): GeneratedFile {
  return {
    name: 'stage changes.csv',
    object: 'dealHistory',
    header: ['Opportunity ID', 'Changed At', 'New Stage', 'Changed By'],
    fields: ['deal', 'at', 'stage', 'by'],
    rows: world.deals.flatMap((deal) =>
      Array.from({ length: deal.stage + 1 }, (_, stage) => [
        deal.id,
        iso(deal.created + stage * 86_400_000),
        STAGES.en[stage]!,
        world.people[deal.owner]!.name,
      ]),
    ),
  }
}

/** the same file with its columns in another order */
export function permuted(file: GeneratedFile, random: Random): GeneratedFile {
  const order = file.header
    .map((_, i) => [random(), i] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, i]) => i)
  return {
    ...file,
    header: order.map((i) => file.header[i]!),
    fields: order.map((i) => file.fields[i]!),
    rows: file.rows.map((row) => order.map((i) => row[i]!)),
  }
}

/** the same file with headers as people retype them: other case, other separators, words added */
export function renamed(file: GeneratedFile, random: Random): GeneratedFile {
  const ways: ((header: string) => string)[] = [
    (h) => h.toUpperCase(),
    (h) => h.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_'),
    (h) => `${h} `,
    (h) => h.replace(/[^\p{L}\p{N}]+/gu, ' '),
    (h) => `*${h}`,
  ]
  return { ...file, header: file.header.map((header) => ways[Math.floor(random() * ways.length)]!(header)) }
}

/** the same file without its header row */
export function headless(file: GeneratedFile): GeneratedFile {
  return { ...file, header: file.header.map((_, i) => `Column ${i + 1}`) }
}
