import iconv from 'iconv-lite'
import Papa from 'papaparse'
import type { StageKind } from '#domain/import/record.ts'

/** A deal as it is, to be written in many ways and compared with what came in. */
export interface TrueDeal {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly account: string
  readonly kind: StageKind
  readonly minor: number
  readonly created: string
  readonly close: string
}

const OWNERS = ['Ana Berg', 'Dörte Müller', 'Eve O’Neil', 'Çelik Demir']
const ACCOUNTS = ['Acme GmbH', 'Bolt & Co, Inc.', 'Crème SA', 'Gamma; Partner', 'Delta "D" Ltd']

/** Deals that close before the exports are taken; a seed gives the same ones. */
export function trueDeals(seed: number, count: number): TrueDeal[] {
  let state = seed
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
  const day = (from: number) => new Date(Date.UTC(2025, 0, 1 + from)).toISOString().slice(0, 10)
  return Array.from({ length: count }, (_, n) => {
    const created = random(150)
    return {
      id: String(10_001 + n * 7),
      name: `${['Rollout', 'Renewal', 'Projekt Übersee'][random(3)]} ${n}`,
      owner: OWNERS[random(OWNERS.length)]!,
      account: ACCOUNTS[random(ACCOUNTS.length)]!,
      kind: (['open', 'open', 'won', 'lost'] as const)[random(4)]!,
      minor: [100 + random(900), 100_050 + random(9_000_000), 100_000 * (1 + random(300))][random(3)]!,
      created: day(created),
      close: day(created + 5 + random(100)),
    }
  })
}

interface Nasty {
  readonly file: string
  readonly bytes: Uint8Array
  /** what tells the deals apart in this file */
  readonly by: 'id' | 'name'
}

const major = ({ minor }: TrueDeal) => (minor / 100).toFixed(2)
const grouped = (text: string, mark: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, mark)
const point = (deal: TrueDeal) => {
  const [whole, cents] = major(deal).split('.') as [string, string]
  return `${grouped(whole, ',')}.${cents}`
}
const comma = (deal: TrueDeal, mark: string) => {
  const [whole, cents] = major(deal).split('.') as [string, string]
  return `${grouped(whole, mark)},${cents}`
}
const parts = (date: string) => date.split('-') as [string, string, string]
const us = (date: string) => {
  const [y, m, d] = parts(date)
  return `${Number(m)}/${Number(d)}/${y}`
}
const dayFirst = (date: string, mark: string) => parts(date).toReversed().join(mark)
const csv = (rows: readonly (readonly string[])[], delimiter = ',') =>
  Papa.unparse(rows as string[][], { delimiter, newline: '\r\n' })

/** The deals as exports and people write them. */
export const NASTY: Readonly<Record<string, (deals: readonly TrueDeal[]) => Nasty>> = {
  'a report without ids: title, subtotals, blank lines, footer, US dates': (deals) => {
    const header = 'Opportunity Name|Account Name|Stage|Amount|Close Date|Created Date|Opportunity Owner'.split('|')
    const stage = { open: 'Proposal', won: 'Closed Won', lost: 'Closed Lost' }
    const rows = deals.flatMap((deal, n) => [
      [deal.name, deal.account, stage[deal.kind], `EUR ${point(deal)}`, us(deal.close), us(deal.created), deal.owner],
      ...(n % 10 === 9 ? [['Subtotal', '', '', 'EUR 1,000,000.00', '', '', ''], []] : []),
    ])
    const text = csv([['Pipeline'], [], header, ...rows, ['Grand Total', '', '', 'EUR 9.00', '', '', ''], []])
    const footer =
      '\r\n"Confidential Information - Do Not Distribute"\r\n"Copyright (c) 2000-2025 salesforce.com, inc."\r\n'
    return { file: 'report.csv', bytes: Buffer.from(text + footer), by: 'name' }
  },
  'German, windows-1252, semicolons, columns in another order': (deals) => {
    const header = 'Zuständig;Betrag;Vorgangsnr.;Phase;Abschluss geplant;Firma;Erstellt am;Verkaufschance'.split(';')
    const stage = { open: 'Angebot', won: 'Gewonnen', lost: 'Verloren' }
    const rows = deals.map((deal) => [
      deal.owner,
      `${comma(deal, '.')} €`,
      deal.id,
      stage[deal.kind],
      dayFirst(deal.close, '.'),
      deal.account,
      dayFirst(deal.created, '.'),
      deal.name,
    ])
    return { file: 'chancen.csv', bytes: iconv.encode(csv([header, ...rows], ';'), 'windows-1252'), by: 'id' }
  },
  'French, UTF-16, tabs, narrow spaces between thousands': (deals) => {
    const header = 'N° affaire;Nom de l’affaire;Client;Étape;Montant HT;Échéance;Créé le;Commercial'.split(';')
    const stage = { open: 'Négociation', won: 'Gagné', lost: 'Perdu' }
    const rows = deals.map((deal) => [
      deal.id,
      deal.name,
      deal.account,
      stage[deal.kind],
      `${comma(deal, '\u202f')} €`,
      dayFirst(deal.close, '/'),
      dayFirst(deal.created, '/'),
      deal.owner,
    ])
    return { file: 'affaires.csv', bytes: Buffer.from(`\ufeff${csv([header, ...rows], '\t')}`, 'utf16le'), by: 'id' }
  },
  'no header at all': (deals) => {
    const stage = { open: 'Proposal', won: 'Closed Won', lost: 'Closed Lost' }
    const rows = deals.map((deal) => [
      deal.id,
      deal.name,
      deal.account,
      deal.owner,
      stage[deal.kind],
      major(deal),
      deal.created,
      deal.close,
    ])
    return { file: 'dump.csv', bytes: Buffer.from(csv(rows)), by: 'id' }
  },
  'names nobody agreed on, formulas and line breaks beside them': (deals) => {
    const header = 'Notes|Opp #|Expected Close|Sales Rep|Deal Value|Date Opened|Status|Customer|Opp Title'.split('|')
    const stage = { open: 'Negotiation', won: 'Won', lost: 'Lost' }
    const rows = deals.map((deal) => [
      '=HYPERLINK("x")\nsecond line, "quoted"',
      deal.id,
      us(deal.close),
      deal.owner,
      `€${point(deal)}`,
      us(deal.created),
      stage[deal.kind],
      deal.account,
      deal.name,
    ])
    return { file: 'pipe.csv', bytes: Buffer.from(`sep=|\r\n${csv([header, ...rows], '|')}`), by: 'id' }
  },
}
