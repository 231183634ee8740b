import {
  iso,
  makeWorld,
  numberIds,
  salesforceIds,
  STAGES,
  two,
  type GeneratedFile,
  type Language,
  type Random,
  type World,
} from './generated-exports.ts'

type Deal = World['deals'][number]
type Writer = (deal: Deal, world: World) => string
const dmy = (ms: number, mark: string) =>
  `${two(new Date(ms).getUTCDate())}${mark}${two(new Date(ms).getUTCMonth() + 1)}${mark}${new Date(ms).getUTCFullYear()}`
const comma = (n: number) =>
  `${Math.floor(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '.')},${two(Math.round((n % 1) * 100))}`

const stageIn =
  (language: Language): Writer =>
  (d) =>
    STAGES[language][d.stage]!

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
  usDate: (d) =>
    `${new Date(d.close).getUTCMonth() + 1}/${new Date(d.close).getUTCDate()}/${new Date(d.close).getUTCFullYear()}`,
  dotDate: (d) => dmy(d.close, '.'),
  slashDate: (d) => dmy(d.close, '/'),
  usCreated: (d) =>
    `${new Date(d.created).getUTCMonth() + 1}/${new Date(d.created).getUTCDate()}/${new Date(d.created).getUTCFullYear()}`,
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
  no: () => 'false',
  rival: () => 'Acme',
  stageEn: stageIn('en'),
  stageDe: stageIn('de'),
  stageFr: stageIn('fr'),
  stageOpen: (d) => ['Qualified', 'Contact Made', 'Proposal Made', 'Negotiations Started'][d.stage % 4]!,
} satisfies Record<string, Writer>
type Column = readonly [header: string, field: string | null, writer: Writer]

type Export = { readonly ids: typeof numberIds; readonly file: string; readonly columns: readonly Column[] }

/** `Header | field or - | writer` by line */
function columns(text: string): Column[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter((parts) => parts.length === 3)
    .map(([header, field, writer]) => [header!, field === '-' ? null : field!, W[writer as keyof typeof W]])
}

/** deal lists as the systems head them, by memory of their exports and not by the product's lists */
export const DEAL_EXPORTS: Readonly<Record<string, Export>> = {
  'salesforce data export': {
    ids: salesforceIds,
    file: 'Opportunity.csv',
    columns: columns(`
      Id | id | id
      IsDeleted | deleted | no
      AccountId | account | accountId
      Name | name | name
      StageName | stage | stageEn
      Amount | amount | plain
      Probability | probability | probability
      CloseDate | closeDate | isoDate
      Type | type | type
      LeadSource | source | source
      IsClosed | closed | closed
      IsWon | won | won
      OwnerId | owner | ownerId
      CreatedDate | createdAt | createdIso
      Competitor__c | - | rival
    `),
  },
  'salesforce report': {
    ids: salesforceIds,
    file: 'report1699.csv',
    columns: columns(`
      Opportunity Name | name | name
      Opportunity Owner | owner | owner
      Account Name | account | account
      Stage | stage | stageEn
      Amount | amount | dollars
      Probability (%) | probability | percent
      Close Date | closeDate | usDate
      Created Date | createdAt | createdIso
      Type | type | type
      Lead Source | source | source
      Opportunity ID | id | id
    `),
  },
  'salesforce report in German': {
    ids: salesforceIds,
    file: 'Bericht.csv',
    columns: columns(`
      Opportunity-Name | name | name
      Opportunity-Inhaber | owner | owner
      Accountname | account | account
      Phase | stage | stageDe
      Betrag | amount | euros
      Wahrscheinlichkeit (%) | probability | percent
      Abschlussdatum | closeDate | dotDate
      Erstelldatum | createdAt | createdDot
      Typ | type | type
      Leadquelle | source | source
    `),
  },
  'salesforce report in French': {
    ids: salesforceIds,
    file: 'rapport.csv',
    columns: columns(`
      Nom de l'opportunité | name | name
      Propriétaire de l'opportunité | owner | owner
      Nom du compte | account | account
      Étape | stage | stageFr
      Montant | amount | francs
      Probabilité (%) | probability | percent
      Date de clôture | closeDate | slashDate
      Date de création | createdAt | createdSlash
      Type | type | type
    `),
  },
  'hubspot portal': {
    ids: numberIds,
    file: 'hubspot-crm-exports-all-deals-2023-05-01.csv',
    columns: columns(`
      Record ID | id | id
      Deal Name | name | name
      Deal Stage | stage | stageEn
      Pipeline | pipeline | pipeline
      Amount | amount | plain
      Close Date | closeDate | closeLocal
      Deal owner | owner | owner
      Create Date | createdAt | createdLocal
      Associated Company | account | account
      Deal Type | type | type
      Forecast amount | - | plain
    `),
  },
  'hubspot API': {
    ids: numberIds,
    file: 'deals.csv',
    columns: columns(`
      hs_object_id | id | id
      dealname | name | name
      dealstage | stage | stageEn
      pipeline | pipeline | pipeline
      amount | amount | plain
      closedate | closeDate | closeIso
      hubspot_owner_id | owner | ownerId
      createdate | createdAt | createdIso
      hs_is_closed_won | won | won
      hs_is_closed | closed | closed
    `),
  },
  'hubspot in German': {
    ids: numberIds,
    file: 'alle-deals.csv',
    columns: columns(`
      Datensatz-ID | id | id
      Deal-Name | name | name
      Deal-Phase | stage | stageDe
      Betrag | amount | plain
      Abschlussdatum | closeDate | closeLocal
      Deal-Inhaber | owner | owner
      Erstellungsdatum | createdAt | createdLocal
      Zugeordnetes Unternehmen | account | account
    `),
  },
  'hubspot in French': {
    ids: numberIds,
    file: 'transactions.csv',
    columns: columns(`
      ID d'enregistrement | id | id
      Nom de la transaction | name | name
      Phase de la transaction | stage | stageFr
      Montant | amount | plain
      Date de fermeture | closeDate | closeLocal
      Propriétaire de la transaction | owner | owner
      Date de création | createdAt | createdLocal
      Entreprise associée | account | account
    `),
  },
  zoho: {
    ids: numberIds,
    file: 'Deals_001.csv',
    columns: columns(`
      Record Id | id | id
      Deal Owner.id | - | ownerId
      Deal Owner | owner | owner
      Amount | amount | plain
      Deal Name | name | name
      Closing Date | closeDate | isoDate
      Account Name | account | account
      Stage | stage | stageEn
      Type | type | type
      Probability (%) | probability | probability
      Lead Source | source | source
      Created Time | createdAt | createdLocal
    `),
  },
  pipedrive: {
    ids: numberIds,
    file: 'deals-12345-7.csv',
    columns: columns(`
      Deal - ID | id | id
      Deal - Title | name | name
      Deal - Value | amount | plain
      Deal - Currency | currency | currency
      Deal - Owner | owner | owner
      Deal - Organization | account | account
      Deal - Stage | stage | stageOpen
      Deal - Status | won | status
      Deal - Deal created | createdAt | createdLocal
      Deal - Expected close date | closeDate | isoDate
      Deal - Probability | probability | probability
    `),
  },
  'pipedrive in German': {
    ids: numberIds,
    file: 'deals.csv',
    columns: columns(`
      Deal - Titel | name | name
      Deal - Wert | amount | plain
      Deal - Währung | currency | currency
      Deal - Besitzer | owner | owner
      Deal - Organisation | account | account
      Deal - Phase | stage | stageOpen
      Deal - Erstellt am | createdAt | createdLocal
      Deal - Abschlussdatum | closeDate | dotDate
    `),
  },
  'plain list': {
    ids: numberIds,
    file: 'q3 forecast.csv',
    columns: columns(`
      Opportunity | name | name
      Customer | account | account
      Rep | owner | owner
      Deal Value | amount | dollars
      Sales Stage | stage | stageEn
      Expected Close | closeDate | usDate
      Created On | createdAt | usCreated
    `),
  },
  'plain German list': {
    ids: numberIds,
    file: 'Vertrieb.csv',
    columns: columns(`
      Verkaufschance | name | name
      Kunde | account | account
      Vertriebsmitarbeiter | owner | owner
      Auftragswert | amount | euros
      Verkaufsphase | stage | stageDe
      Voraussichtlicher Abschluss | closeDate | dotDate
      Angelegt am | createdAt | dotCreated
    `),
  },
  'plain French list': {
    ids: numberIds,
    file: 'affaires.csv',
    columns: columns(`
      Affaire | name | name
      Client | account | account
      Commercial | owner | owner
      Montant HT | amount | francs
      Étape de vente | stage | stageFr
      Date de signature prévue | closeDate | slashDate
      Créé le | createdAt | slashCreated
    `),
  },
}

export function dealExport(kind: string, random: Random): { file: GeneratedFile; world: World } {
  const { ids, file, columns } = DEAL_EXPORTS[kind]!
  const world = makeWorld(random, ids)
  return {
    world,
    file: {
      name: file,
      object: 'deal',
      header: columns.map(([header]) => header),
      fields: columns.map(([, field]) => field),
      rows: world.deals.map((deal) => columns.map(([, , write]) => write(deal, world))),
    },
  }
}
