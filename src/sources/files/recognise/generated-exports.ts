import type { ObjectKind } from '#domain/import/objects.ts'

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

const FIRST = ['Anna', 'Boris', 'Chloé', 'David', 'Elif', 'Frank', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Karla', 'Liam', 'Mona', 'Nils']
const LAST = ['Weber', 'Okafor', 'Martin', 'Larsen', 'Rossi', 'Novak', 'Silva', 'Fischer', 'Dubois', 'Kim', 'Moreau', 'Schulz', 'Haas', 'Brandt']
const COMPANY = ['Alpine', 'Borealis', 'Cobalt', 'Delta', 'Ember', 'Fjord', 'Granite', 'Harbor', 'Indigo', 'Juniper', 'Krypton', 'Lumen']
const SUFFIX = ['GmbH', 'SARL', 'Inc', 'Ltd', 'AG', 'Group']
const STAGES = {
  en: ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'],
  de: ['Erstkontakt', 'Qualifizierung', 'Angebot', 'Verhandlung', 'Gewonnen', 'Verloren'],
  fr: ['Prospection', 'Qualification', 'Devis envoyé', 'Négociation', 'Gagné', 'Perdu'],
}
export type Language = keyof typeof STAGES

export interface World {
  readonly people: { id: string; name: string; first: string; last: string; email: string }[]
  readonly accounts: { id: string; name: string; domain: string }[]
  readonly deals: { id: string; name: string; owner: number; account: number; stage: number; amount: number; created: number; close: number; modified: number }[]
}

const two = (n: number) => String(n).padStart(2, '0')

export function makeWorld(random: Random, ids: (kind: 'person' | 'account' | 'deal', n: number) => string, deals = 150): World {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const people = Array.from({ length: 9 }, (_, n) => {
    const [first, last] = [FIRST[(n * 3 + Math.floor(random() * 3)) % FIRST.length]!, LAST[(n * 5 + Math.floor(random() * 2)) % LAST.length]!]
    return { id: ids('person', n), first, last, name: `${first} ${last}`, email: `${first.toLowerCase().replace('é', 'e')}.${last.toLowerCase()}@seller.example` }
  })
  const accounts = Array.from({ length: 40 }, (_, n) => {
    const name = `${COMPANY[n % COMPANY.length]} ${pick(SUFFIX)} ${n}`
    return { id: ids('account', n), name, domain: `www.${COMPANY[n % COMPANY.length]!.toLowerCase()}${n}.com` }
  })
  return {
    people,
    accounts,
    deals: Array.from({ length: deals }, (_, n) => {
      const created = Date.UTC(2022, 0, 1) + Math.floor(random() * 500) * 86_400_000 + Math.floor(random() * 86_400) * 1000
      const account = Math.floor(random() * accounts.length)
      const close = created + Math.floor(5 + random() * 120) * 86_400_000
      return { id: ids('deal', n), name: `${accounts[account]!.name} - ${pick(['Renewal', 'Upgrade', 'New', 'Pilot'])} ${n}`, owner: Math.floor(random() * people.length), account, stage: Math.floor(random() * 6), amount: Math.floor(500 + random() * 90_000) + Math.floor(random() * 100) / 100, created, close, modified: close }
    }),
  }
}

export const salesforceIds = (kind: 'person' | 'account' | 'deal', n: number): string => `${{ person: '005', account: '001', deal: '006' }[kind]}8d00000${String(n * 37 + 11).padStart(5, '0')}AAA`
export const numberIds = (kind: 'person' | 'account' | 'deal', n: number): string => String({ person: 4_100_000, account: 77_000_000, deal: 9_300_000_000 }[kind] + n * 13)

type Deal = World['deals'][number]
type Writer = (deal: Deal, world: World) => string
const iso = (ms: number) => new Date(ms).toISOString()
const dmy = (ms: number, mark: string) => `${two(new Date(ms).getUTCDate())}${mark}${two(new Date(ms).getUTCMonth() + 1)}${mark}${new Date(ms).getUTCFullYear()}`
const comma = (n: number) => `${Math.floor(n).toString().replace(/\B(?=(\d{3})+$)/g, '.')},${two(Math.round((n % 1) * 100))}`

const W = {
  id: (d) => d.id,
  name: (d) => d.name,
  ownerId: (d, w) => w.people[d.owner]!.id,
  owner: (d, w) => w.people[d.owner]!.name,
  ownerEmail: (d, w) => w.people[d.owner]!.email,
  accountId: (d, w) => w.accounts[d.account]!.id,
  account: (d, w) => w.accounts[d.account]!.name,
  plain: (d) => d.amount.toFixed(2),
  dollars: (d) => `$${Math.floor(d.amount).toLocaleString('en-US')}.00`,
  euros: (d) => `${comma(d.amount)} €`,
  francs: (d) => comma(d.amount).replaceAll('.', ' '),
  isoDate: (d) => iso(d.close).slice(0, 10),
  usDate: (d) => `${new Date(d.close).getUTCMonth() + 1}/${new Date(d.close).getUTCDate()}/${new Date(d.close).getUTCFullYear()}`,
  dotDate: (d) => dmy(d.close, '.'),
  slashDate: (d) => dmy(d.close, '/'),
  usCreated: (d) => `${new Date(d.created).getUTCMonth() + 1}/${new Date(d.created).getUTCDate()}/${new Date(d.created).getUTCFullYear()}`,
  dotCreated: (d) => dmy(d.created, '.'),
  slashCreated: (d) => dmy(d.created, '/'),
  closeLocal: (d) => iso(d.close).slice(0, 16).replace('T', ' '),
  closeIso: (d) => iso(d.close),
  createdIso: (d) => iso(d.created).replace('Z', '+0000'),
  createdLocal: (d) => iso(d.created).slice(0, 16).replace('T', ' '),
  createdDot: (d) => `${dmy(d.created, '.')} ${iso(d.created).slice(11, 16)}`,
  createdSlash: (d) => `${dmy(d.created, '/')} ${iso(d.created).slice(11, 16)}`,
  closed: (d) => String(d.stage >= 4),
  won: (d) => String(d.stage === 4),
  probability: (d) => String([10, 25, 50, 75, 100, 0][d.stage]),
  percent: (d) => `${[10, 25, 50, 75, 100, 0][d.stage]} %`,
  type: (d) => (d.amount > 30_000 ? 'New Business' : 'Existing Business'),
  source: (d) => ['Web', 'Referral', 'Trade Show'][d.owner % 3]!,
  status: (d) => (d.stage === 4 ? 'Won' : d.stage === 5 ? 'Lost' : 'Open'),
  currency: () => 'EUR',
  pipeline: () => 'Sales Pipeline',
} satisfies Record<string, Writer>
const stageIn = (language: Language): Writer => (d) => STAGES[language][d.stage]!
const openStage: Writer = (d) => ['Qualified', 'Contact Made', 'Proposal Made', 'Negotiations Started'][d.stage % 4]!

type Column = readonly [header: string, field: string | null, writer: Writer]

/** deal lists as the systems head them, by memory of their exports and not by the product's lists */
export const DEAL_EXPORTS: Readonly<Record<string, { readonly ids: typeof numberIds; readonly file: string; readonly columns: readonly Column[] }>> = {
  'salesforce data export': {
    ids: salesforceIds, file: 'Opportunity.csv',
    columns: [['Id', 'id', W.id], ['IsDeleted', 'deleted', () => 'false'], ['AccountId', 'account', W.accountId], ['Name', 'name', W.name], ['StageName', 'stage', stageIn('en')], ['Amount', 'amount', W.plain], ['Probability', 'probability', W.probability], ['CloseDate', 'closeDate', W.isoDate], ['Type', 'type', W.type], ['LeadSource', 'source', W.source], ['IsClosed', 'closed', W.closed], ['IsWon', 'won', W.won], ['OwnerId', 'owner', W.ownerId], ['CreatedDate', 'createdAt', W.createdIso], ['Competitor__c', null, () => 'Acme']],
  },
  'salesforce report': {
    ids: salesforceIds, file: 'report1699.csv',
    columns: [['Opportunity Name', 'name', W.name], ['Opportunity Owner', 'owner', W.owner], ['Account Name', 'account', W.account], ['Stage', 'stage', stageIn('en')], ['Amount', 'amount', W.dollars], ['Probability (%)', 'probability', W.percent], ['Close Date', 'closeDate', W.usDate], ['Created Date', 'createdAt', W.createdIso], ['Type', 'type', W.type], ['Lead Source', 'source', W.source], ['Opportunity ID', 'id', W.id]],
  },
  'salesforce report in German': {
    ids: salesforceIds, file: 'Bericht.csv',
    columns: [['Opportunity-Name', 'name', W.name], ['Opportunity-Inhaber', 'owner', W.owner], ['Accountname', 'account', W.account], ['Phase', 'stage', stageIn('de')], ['Betrag', 'amount', W.euros], ['Wahrscheinlichkeit (%)', 'probability', W.percent], ['Abschlussdatum', 'closeDate', W.dotDate], ['Erstelldatum', 'createdAt', W.createdDot], ['Typ', 'type', W.type], ['Leadquelle', 'source', W.source]],
  },
  'salesforce report in French': {
    ids: salesforceIds, file: 'rapport.csv',
    columns: [["Nom de l'opportunité", 'name', W.name], ["Propriétaire de l'opportunité", 'owner', W.owner], ['Nom du compte', 'account', W.account], ['Étape', 'stage', stageIn('fr')], ['Montant', 'amount', W.francs], ['Probabilité (%)', 'probability', W.percent], ['Date de clôture', 'closeDate', W.slashDate], ['Date de création', 'createdAt', W.createdSlash], ['Type', 'type', W.type]],
  },
  'hubspot portal': {
    ids: numberIds, file: 'hubspot-crm-exports-all-deals-2023-05-01.csv',
    columns: [['Record ID', 'id', W.id], ['Deal Name', 'name', W.name], ['Deal Stage', 'stage', stageIn('en')], ['Pipeline', 'pipeline', W.pipeline], ['Amount', 'amount', W.plain], ['Close Date', 'closeDate', W.closeLocal], ['Deal owner', 'owner', W.owner], ['Create Date', 'createdAt', W.createdLocal], ['Associated Company', 'account', W.account], ['Deal Type', 'type', W.type], ['Forecast amount', null, W.plain]],
  },
  'hubspot API': {
    ids: numberIds, file: 'deals.csv',
    columns: [['hs_object_id', 'id', W.id], ['dealname', 'name', W.name], ['dealstage', 'stage', stageIn('en')], ['pipeline', 'pipeline', W.pipeline], ['amount', 'amount', W.plain], ['closedate', 'closeDate', W.closeIso], ['hubspot_owner_id', 'owner', W.ownerId], ['createdate', 'createdAt', W.createdIso], ['hs_is_closed_won', 'won', W.won], ['hs_is_closed', 'closed', W.closed]],
  },
  'hubspot in German': {
    ids: numberIds, file: 'alle-deals.csv',
    columns: [['Datensatz-ID', 'id', W.id], ['Deal-Name', 'name', W.name], ['Deal-Phase', 'stage', stageIn('de')], ['Betrag', 'amount', W.plain], ['Abschlussdatum', 'closeDate', W.closeLocal], ['Deal-Inhaber', 'owner', W.owner], ['Erstellungsdatum', 'createdAt', W.createdLocal], ['Zugeordnetes Unternehmen', 'account', W.account]],
  },
  'hubspot in French': {
    ids: numberIds, file: 'transactions.csv',
    columns: [["ID d'enregistrement", 'id', W.id], ['Nom de la transaction', 'name', W.name], ['Phase de la transaction', 'stage', stageIn('fr')], ['Montant', 'amount', W.plain], ['Date de fermeture', 'closeDate', W.closeLocal], ['Propriétaire de la transaction', 'owner', W.owner], ['Date de création', 'createdAt', W.createdLocal], ['Entreprise associée', 'account', W.account]],
  },
  zoho: {
    ids: numberIds, file: 'Deals_001.csv',
    columns: [['Record Id', 'id', W.id], ['Deal Owner.id', null, W.ownerId], ['Deal Owner', 'owner', W.owner], ['Amount', 'amount', W.plain], ['Deal Name', 'name', W.name], ['Closing Date', 'closeDate', W.isoDate], ['Account Name', 'account', W.account], ['Stage', 'stage', stageIn('en')], ['Type', 'type', W.type], ['Probability (%)', 'probability', W.probability], ['Lead Source', 'source', W.source], ['Created Time', 'createdAt', W.createdLocal]],
  },
  pipedrive: {
    ids: numberIds, file: 'deals-12345-7.csv',
    columns: [['Deal - ID', 'id', W.id], ['Deal - Title', 'name', W.name], ['Deal - Value', 'amount', W.plain], ['Deal - Currency', 'currency', W.currency], ['Deal - Owner', 'owner', W.owner], ['Deal - Organization', 'account', W.account], ['Deal - Stage', 'stage', openStage], ['Deal - Status', 'won', W.status], ['Deal - Deal created', 'createdAt', W.createdLocal], ['Deal - Expected close date', 'closeDate', W.isoDate], ['Deal - Probability', 'probability', W.probability]],
  },
  'pipedrive in German': {
    ids: numberIds, file: 'deals.csv',
    columns: [['Deal - Titel', 'name', W.name], ['Deal - Wert', 'amount', W.plain], ['Deal - Währung', 'currency', W.currency], ['Deal - Besitzer', 'owner', W.owner], ['Deal - Organisation', 'account', W.account], ['Deal - Phase', 'stage', openStage], ['Deal - Erstellt am', 'createdAt', W.createdLocal], ['Deal - Abschlussdatum', 'closeDate', W.dotDate]],
  },
  'plain list': {
    ids: numberIds, file: 'q3 forecast.csv',
    columns: [['Opportunity', 'name', W.name], ['Customer', 'account', W.account], ['Rep', 'owner', W.owner], ['Deal Value', 'amount', W.dollars], ['Sales Stage', 'stage', stageIn('en')], ['Expected Close', 'closeDate', W.usDate], ['Created On', 'createdAt', W.usCreated]],
  },
  'plain German list': {
    ids: numberIds, file: 'Vertrieb.csv',
    columns: [['Verkaufschance', 'name', W.name], ['Kunde', 'account', W.account], ['Vertriebsmitarbeiter', 'owner', W.owner], ['Auftragswert', 'amount', W.euros], ['Verkaufsphase', 'stage', stageIn('de')], ['Voraussichtlicher Abschluss', 'closeDate', W.dotDate], ['Angelegt am', 'createdAt', W.dotCreated]],
  },
  'plain French list': {
    ids: numberIds, file: 'affaires.csv',
    columns: [['Affaire', 'name', W.name], ['Client', 'account', W.account], ['Commercial', 'owner', W.owner], ['Montant HT', 'amount', W.francs], ["Étape de vente", 'stage', stageIn('fr')], ['Date de signature prévue', 'closeDate', W.slashDate], ['Créé le', 'createdAt', W.slashCreated]],
  },
}

export function dealExport(kind: string, random: Random): { file: GeneratedFile; world: World } {
  const { ids, file, columns } = DEAL_EXPORTS[kind]!
  const world = makeWorld(random, ids)
  return {
    world,
    file: { name: file, object: 'deal', header: columns.map(([header]) => header), fields: columns.map(([, field]) => field), rows: world.deals.map((deal) => columns.map(([, , write]) => write(deal, world))) },
  }
}

/** the people of the same company, as a second file */
export function peopleExport(world: World): GeneratedFile {
  return {
    name: 'users.csv', object: 'person', header: ['User ID', 'Full Name', 'Email', 'Active', 'Manager'], fields: ['id', 'name', 'email', 'active', 'manager'],
    rows: world.people.map((person, n) => [person.id, person.name, person.email, 'true', n === 0 ? '' : world.people[0]!.name]),
  }
}

export function accountsExport(world: World): GeneratedFile {
  return {
    name: 'companies.csv', object: 'account', header: ['Account ID', 'Account Name', 'Industry', 'Website'], fields: ['id', 'name', 'industry', 'website'],
    rows: world.accounts.map((account, n) => [account.id, account.name, ['Retail', 'Energy', 'Health'][n % 3]!, account.domain]),
  }
}

export function callsExport(world: World, random: Random): GeneratedFile {
  return {
    name: 'activity log.csv', object: 'activity', header: ['Activity Type', 'Subject', 'Assigned To', 'Opportunity ID', 'Start Time', 'Duration (min)', 'Direction'],
    fields: ['type', 'subject', 'owner', 'deal', 'at', 'durationMinutes', 'direction'],
    rows: world.deals.map((deal, n) => [n % 3 === 0 ? 'Meeting' : 'Call', `Talk ${n}`, world.people[deal.owner]!.name, deal.id, iso(deal.created + n * 1000).slice(0, 19).replace('T', ' '), String(1 + Math.floor(random() * 50)), n % 2 ? 'Outbound' : 'Inbound']),
  }
}

export function historyExport(world: World): GeneratedFile {
  return {
    name: 'stage changes.csv', object: 'dealHistory', header: ['Opportunity ID', 'Changed At', 'New Stage', 'Changed By'], fields: ['deal', 'at', 'stage', 'by'],
    rows: world.deals.flatMap((deal) => Array.from({ length: deal.stage + 1 }, (_, stage) => [deal.id, iso(deal.created + stage * 86_400_000), STAGES.en[stage]!, world.people[deal.owner]!.name])),
  }
}

/** the same file with its columns in another order */
export function permuted(file: GeneratedFile, random: Random): GeneratedFile {
  const order = file.header.map((_, i) => [random(), i] as const).sort((a, b) => a[0] - b[0]).map(([, i]) => i)
  return { ...file, header: order.map((i) => file.header[i]!), fields: order.map((i) => file.fields[i]!), rows: file.rows.map((row) => order.map((i) => row[i]!)) }
}

/** the same file with headers as people retype them: other case, other separators, words added */
export function renamed(file: GeneratedFile, random: Random): GeneratedFile {
  const ways: ((header: string) => string)[] = [(h) => h.toUpperCase(), (h) => h.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_'), (h) => `${h} `, (h) => h.replace(/[^\p{L}\p{N}]+/gu, ' '), (h) => `*${h}`]
  return { ...file, header: file.header.map((header) => ways[Math.floor(random() * ways.length)]!(header)) }
}

/** the same file without its header row */
export function headless(file: GeneratedFile): GeneratedFile {
  return { ...file, header: file.header.map((_, i) => `Column ${i + 1}`) }
}
