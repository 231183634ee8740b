/** What a row of a file can be. */
export type ObjectKind =
  | 'person'
  | 'team'
  | 'account'
  | 'contact'
  | 'lead'
  | 'product'
  | 'priceBook'
  | 'priceBookEntry'
  | 'pipeline'
  | 'stage'
  | 'deal'
  | 'dealHistory'
  | 'dealFieldHistory'
  | 'lineItem'
  | 'quote'
  | 'campaign'
  | 'campaignMember'
  | 'activity'

/** The order of applying: what is referred to comes before what refers to it. */
export const APPLY_ORDER: readonly ObjectKind[] = [
  'team',
  'person',
  'pipeline',
  'stage',
  'account',
  'product',
  'priceBook',
  'priceBookEntry',
  'campaign',
  'contact',
  'lead',
  'deal',
  'dealHistory',
  'dealFieldHistory',
  'lineItem',
  'quote',
  'campaignMember',
  'activity',
]

/** What each object is called in results. */
export const PLURALS: Readonly<Record<ObjectKind, string>> = {
  person: 'people',
  team: 'teams',
  account: 'accounts',
  contact: 'contacts',
  lead: 'leads',
  product: 'products',
  priceBook: 'priceBooks',
  priceBookEntry: 'priceBookEntries',
  pipeline: 'pipelines',
  stage: 'stages',
  deal: 'deals',
  dealHistory: 'dealHistory',
  dealFieldHistory: 'dealHistory',
  lineItem: 'lineItems',
  quote: 'quotes',
  campaign: 'campaigns',
  campaignMember: 'campaignMembers',
  activity: 'activities',
}
