import type { ObjectKind } from './object-kind.ts'

/**
 * What an import can bring: every object, its fields and their types. Recognition proposes columns for these
 * fields, mapping fills them, applying turns them into entities, changes and activities.
 */

export type FieldType =
  /** the row's own key in its source */
  | 'id'
  /** another object's id, name or e-mail, decided per column by value overlap */
  | 'ref'
  | 'text'
  | 'email'
  /** whole or decimal number */
  | 'number'
  /** amount of money, integer minor units with an optional currency read from the cell */
  | 'money'
  /** a local date, a date with time, or an instant */
  | 'time'
  | 'boolean'
  /** a fraction; 35, "35 %" and 0.35 are all 0.35 */
  | 'percent'
  | 'duration'

export interface FieldSpec {
  readonly type: FieldType
  /** the object a `ref` points to */
  readonly to?: ObjectKind
  /** an unreadable cell rejects the row instead of being left empty */
  readonly critical?: true
}

const text = { type: 'text' } as const
const time = { type: 'time' } as const
const money = { type: 'money' } as const
const number = { type: 'number' } as const
const boolean = { type: 'boolean' } as const
const id = { type: 'id', critical: true } as const
const ref = (to: ObjectKind) => ({ type: 'ref', to }) as const

export const OBJECTS = {
  person: {
    id,
    name: text,
    firstName: text,
    lastName: text,
    email: { type: 'email' },
    phone: text,
    title: text,
    active: boolean,
    team: ref('team'),
    manager: ref('person'),
    office: text,
    segment: text,
    discipline: text,
    startDate: time,
    endDate: time,
    createdAt: time,
    modifiedAt: time,
  },
  /** user roles of a CRM, or a team list */
  team: {
    id,
    name: text,
    parent: ref('team'),
    manager: ref('person'),
    office: text,
    zone: text,
    calendar: text,
    modifiedAt: time,
  },
  account: {
    id,
    name: text,
    parent: ref('account'),
    owner: ref('person'),
    type: text,
    industry: text,
    segment: text,
    website: text,
    country: text,
    createdAt: time,
    modifiedAt: time,
    deleted: boolean,
  },
  /** one row per change of an owner or a type */
  accountHistory: {
    account: { ...ref('account'), critical: true },
    at: { type: 'time', critical: true },
    field: { type: 'text', critical: true },
    oldValue: text,
    newValue: text,
  },
  contact: {
    id,
    name: text,
    firstName: text,
    lastName: text,
    email: { type: 'email' },
    phone: text,
    title: text,
    account: ref('account'),
    owner: ref('person'),
    source: text,
    createdAt: time,
    modifiedAt: time,
    deleted: boolean,
  },
  lead: {
    id,
    name: text,
    firstName: text,
    lastName: text,
    email: { type: 'email' },
    phone: text,
    title: text,
    company: text,
    owner: ref('person'),
    source: text,
    status: text,
    converted: boolean,
    convertedAt: time,
    deal: ref('deal'),
    account: ref('account'),
    contact: ref('contact'),
    createdAt: time,
    modifiedAt: time,
    deleted: boolean,
  },
  /** one row per change of a status or an owner */
  leadHistory: {
    lead: { ...ref('lead'), critical: true },
    at: { type: 'time', critical: true },
    field: { type: 'text', critical: true },
    oldValue: text,
    newValue: text,
  },
  product: {
    id,
    name: text,
    code: text,
    family: text,
    listPrice: money,
    currency: text,
    active: boolean,
    modifiedAt: time,
  },
  priceBook: { id, name: text, active: boolean, modifiedAt: time },
  priceBookEntry: {
    id,
    priceBook: ref('priceBook'),
    product: ref('product'),
    price: money,
    currency: text,
    active: boolean,
    modifiedAt: time,
  },
  pipeline: { id, name: text, order: number, active: boolean },
  stage: {
    id,
    name: text,
    pipeline: ref('pipeline'),
    order: number,
    probability: { type: 'percent' },
    closed: boolean,
    won: boolean,
  },
  deal: {
    id,
    name: text,
    owner: ref('person'),
    creator: ref('person'),
    account: ref('account'),
    contact: ref('contact'),
    lead: ref('lead'),
    campaign: ref('campaign'),
    product: ref('product'),
    pipeline: ref('pipeline'),
    stage: { ...ref('stage'), critical: true },
    /** flags of the source (IsClosed, IsWon), held against the mapped stage */
    closed: boolean,
    won: boolean,
    amount: { type: 'money', critical: true },
    currency: text,
    probability: { type: 'percent' },
    closeDate: { type: 'time', critical: true },
    createdAt: time,
    modifiedAt: time,
    stageChangedAt: time,
    /** when the outcome came, where the source keeps it apart from the expected close date */
    wonAt: time,
    lostAt: time,
    closedAt: time,
    type: text,
    source: text,
    segment: text,
    reason: text,
    forecastCategory: text,
    nextStep: text,
    nextStepDate: time,
    deleted: boolean,
  },
  /** one row per state a deal was in (Salesforce OpportunityHistory, HubSpot deal stages) */
  dealHistory: {
    id: { type: 'id' },
    deal: { ...ref('deal'), critical: true },
    at: { type: 'time', critical: true },
    by: ref('person'),
    stage: ref('stage'),
    amount: money,
    currency: text,
    closeDate: time,
    probability: { type: 'percent' },
    forecastCategory: text,
  },
  /** one row per changed field (Salesforce OpportunityFieldHistory, HubSpot property history) */
  dealFieldHistory: {
    id: { type: 'id' },
    deal: { ...ref('deal'), critical: true },
    at: { type: 'time', critical: true },
    by: ref('person'),
    field: { type: 'text', critical: true },
    oldValue: text,
    newValue: text,
  },
  lineItem: {
    id,
    deal: ref('deal'),
    product: ref('product'),
    name: text,
    quantity: number,
    listPrice: money,
    price: money,
    discount: text,
    total: money,
    currency: text,
    modifiedAt: time,
    deleted: boolean,
  },
  quote: {
    id,
    name: text,
    deal: ref('deal'),
    account: ref('account'),
    owner: ref('person'),
    status: text,
    amount: money,
    discount: money,
    currency: text,
    validUntil: time,
    createdAt: time,
    modifiedAt: time,
  },
  campaign: {
    id,
    name: text,
    type: text,
    status: text,
    startDate: time,
    endDate: time,
    budget: money,
    cost: money,
    createdAt: time,
    modifiedAt: time,
  },
  /** which records belong together, where a source keeps that apart from both */
  link: {
    deal: ref('deal'),
    activity: ref('activity'),
    account: ref('account'),
    contact: ref('contact'),
    label: text,
  },
  campaignMember: {
    id: { type: 'id' },
    campaign: ref('campaign'),
    lead: ref('lead'),
    contact: ref('contact'),
    name: text,
    status: text,
    modifiedAt: time,
  },
  activity: {
    id: { type: 'id' },
    type: text,
    subject: text,
    owner: ref('person'),
    deal: ref('deal'),
    account: ref('account'),
    contact: ref('contact'),
    lead: ref('lead'),
    what: text,
    who: text,
    at: time,
    endAt: time,
    dueDate: time,
    completedAt: time,
    createdAt: time,
    modifiedAt: time,
    duration: { type: 'duration' },
    durationMinutes: number,
    direction: text,
    status: text,
    outcome: text,
    /** everybody who took part: addresses, ids or names */
    participants: text,
    deleted: boolean,
  },
  /** where a person belonged, and until when */
  membership: {
    person: text,
    from: time,
    to: time,
    team: text,
    office: text,
    discipline: text,
    segment: text,
    level: text,
    manager: text,
    dottedManager: text,
  },
  goal: { scope: text, scopeName: text, metric: text, period: text, amount: text, currency: text, goalSource: text },
  /** a public holiday of a calendar; every row repeats what holds for the calendar */
  holiday: { calendar: text, weekend: text, date: time, name: text, standing: boolean },
  leave: { person: text, from: time, to: time },
  rate: { currency: text, rateKind: text, date: time, rate: text },
  /** a forecast as somebody gave it */
  submission: {
    id,
    at: { type: 'time', critical: true },
    person: ref('person'),
    period: text,
    commit: money,
    bestCase: money,
    currency: text,
  },
} as const satisfies Record<string, Record<string, FieldSpec>>

/** The spec of a field by name; undefined where the object has no such field. */
export function fieldSpec(object: ObjectKind, field: string): FieldSpec | undefined {
  return (OBJECTS[object] as Record<string, FieldSpec>)[field]
}
