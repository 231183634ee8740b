import type { LedgerKind } from '../world/kinds.ts'

export const MERGE_KINDS = ['person', 'account', 'contact', 'deal', 'product'] as const
export type MergeKind = (typeof MERGE_KINDS)[number]

/** Which fields of the ledger refer to things that can be merged. */
export const REFERRING: Readonly<
  Record<MergeKind, readonly { readonly kind: LedgerKind; readonly fields: readonly string[] }[]>
> = {
  person: [
    { kind: 'deal', fields: ['ownerId', 'creatorId'] },
    { kind: 'membership', fields: ['managerId', 'dottedManagerId'] },
    { kind: 'team', fields: ['managerId'] },
    { kind: 'account', fields: ['ownerId'] },
    { kind: 'contact', fields: ['ownerId'] },
    { kind: 'lead', fields: ['ownerId'] },
    { kind: 'quote', fields: ['ownerId'] },
    { kind: 'goal', fields: ['scopeId'] },
    { kind: 'leave', fields: ['personId'] },
  ],
  account: [
    { kind: 'deal', fields: ['accountId'] },
    { kind: 'account', fields: ['parentId'] },
    { kind: 'contact', fields: ['accountId'] },
    { kind: 'lead', fields: ['accountId'] },
    { kind: 'quote', fields: ['accountId'] },
  ],
  contact: [
    { kind: 'lead', fields: ['contactId'] },
    { kind: 'campaignMember', fields: ['contactId'] },
  ],
  deal: [
    { kind: 'lead', fields: ['dealId'] },
    { kind: 'lineItem', fields: ['dealId'] },
    { kind: 'quote', fields: ['dealId'] },
  ],
  product: [
    { kind: 'lineItem', fields: ['productId'] },
    { kind: 'priceBookEntry', fields: ['productId'] },
  ],
}
