export type Cell = string | number | boolean | null

const ACTIVITY = [
  'Activity ID',
  'Activity type',
  'Owner',
  'Deal ID',
  'Account ID',
  'Contact ID',
  'Lead ID',
  'Activity date',
  'Duration seconds',
  'Direction',
  'Status',
  'Outcome',
  'Created',
] as const

/**
 * The files of a generated company by name, without `.csv`. Where `leadout export` writes such a file, its columns come
 * first and are called the same; docs/guides/generator.md says what is in the others.
 */
export const TABLES = {
  people: [
    'User ID',
    'Name',
    'Email',
    'Phone',
    'Title',
    'Active',
    'Team',
    'Manager',
    'Office',
    'Segment',
    'Discipline',
    'Hired',
    'Planned start',
    'Left',
  ],
  teams: ['Team ID', 'Team name', 'Parent team', 'Lead', 'Office', 'Time zone', 'Calendar'],
  memberships: [
    'Person',
    'From',
    'Until',
    'Team',
    'Office',
    'Discipline',
    'Segment',
    'Level',
    'Manager',
    'Dotted manager',
    'In role since',
  ],
  calendars: ['Calendar', 'Weekend', 'Holiday', 'Holiday name', 'Default calendar'],
  leave: ['Person', 'Leave from', 'Leave to'],
  stages: ['Stage ID', 'Stage name', 'Pipeline', 'Order', 'Probability', 'Is closed', 'Is won'],
  products: ['Product ID', 'Product name', 'Product code', 'Product family', 'List price', 'Currency', 'Active'],
  'price-lists': ['Price book ID', 'Price book', 'Active'],
  prices: ['Price ID', 'Price book ID', 'Product ID', 'List price', 'Currency', 'Active'],
  campaigns: [
    'Campaign ID',
    'Campaign name',
    'Campaign type',
    'Campaign status',
    'Campaign start',
    'Campaign end',
    'Budget',
    'Cost',
  ],
  rates: ['Rate currency', 'Rate kind', 'Rate date', 'Rate'],
  goals: ['Scope', 'Scope ID', 'Metric', 'Period', 'Goal', 'Goal currency', 'Goal source'],
  submissions: [
    'Submission ID',
    'Submitted at',
    'Submitted by',
    'Forecast period',
    'Commit amount',
    'Best case amount',
    'Currency',
  ],
  accounts: [
    'Account ID',
    'Account name',
    'Parent account',
    'Account owner',
    'Type',
    'Industry',
    'Segment',
    'Website',
    'Country',
    'Source',
  ],
  contacts: [
    'Contact ID',
    'Contact name',
    'Email',
    'Phone',
    'Job title',
    'Account ID',
    'Contact owner',
    'Source',
    'Level',
  ],
  leads: [
    'Lead ID',
    'Lead name',
    'Email',
    'Phone',
    'Job title',
    'Company',
    'Lead owner',
    'Lead source',
    'Lead status',
    'Converted',
    'Created',
    'Converted at',
    'Deal ID',
    'Account ID',
    'Contact ID',
  ],
  'account-history': ['Account ID', 'Changed at', 'Field', 'Old value', 'New value'],
  'lead-history': ['Lead ID', 'Changed at', 'Field', 'Old value', 'New value'],
  'campaign-members': ['Member ID', 'Campaign', 'Lead ID', 'Member status'],
  deals: [
    'Deal ID',
    'Deal name',
    'Owner',
    'Creator',
    'Account',
    'Pipeline',
    'Stage',
    'Is closed',
    'Is won',
    'Amount',
    'Currency',
    'Close date',
    'Created',
    'Type',
    'Source',
    'Segment',
    'Campaign',
    'Reason',
    'Forecast category',
    'Next step',
    'Modified',
    'Deleted',
  ],
  'field-history': ['Deal ID', 'Changed at', 'Field', 'Old value', 'New value', 'Currency'],
  'line-items': [
    'Line item ID',
    'Deal ID',
    'Product ID',
    'Quantity',
    'List price',
    'Discount',
    'Unit price',
    'Total',
    'Currency',
  ],
  activities: ACTIVITY,
  mailbox: [...ACTIVITY, 'Participants', 'Thread ID', 'Words'],
  calendar: [...ACTIVITY, 'Participants', 'Organiser', 'Declined by'],
} as const satisfies Record<string, readonly string[]>

export type TableName = keyof typeof TABLES
export const TABLE_NAMES = Object.keys(TABLES) as TableName[]

/** Whether a name is that of a file, and not of a part of the truth. */
export function isTable(name: string): name is TableName {
  return name in TABLES
}

const SPECIAL = /[",\r\n]/

/** One line of CSV (RFC 4180), its line break included. */
export function csvLine(cells: readonly Cell[]): string {
  let line = ''
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index]!
    if (index > 0) line += ','
    if (cell === null) continue
    if (typeof cell === 'string') line += SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
    else line += cell
  }
  return `${line}\r\n`
}

const DAY_MS = 86_400_000
const TWO = Array.from({ length: 60 }, (_, n) => (n < 10 ? `0${n}` : String(n)))
const dates = new Map<number, string>()

/** `2025-01-02T09:13:05Z`; asked for every activity, so the date comes from a table. */
export function stamp(at: number): string {
  const day = Math.floor(at / DAY_MS)
  let date = dates.get(day)
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, 11)
    dates.set(day, date)
  }
  const seconds = Math.floor((at - day * DAY_MS) / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return `${date}${TWO[hours]}:${TWO[minutes - hours * 60]}:${TWO[seconds - minutes * 60]}Z`
}

/** Minor units as a plain decimal of two digits. */
export function major(minor: number): string {
  const whole = Math.floor(minor / 100)
  return `${whole}.${TWO[minor - whole * 100] ?? String(minor - whole * 100)}`
}
