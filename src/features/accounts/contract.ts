import * as z from 'zod'
import { procedure } from '../procedure.ts'
import { clockInput, scopeSchema, stampSchema } from '../scope.ts'

const tags = ['Accounts']
const ACCOUNT_FIELD_MAX = 500

export const ACCOUNT_SORTS = ['name', 'owner', 'kind', 'open', 'deals', 'won', 'touch'] as const
export const CONTACT_SORTS = ['name', 'account', 'title', 'owner', 'touch'] as const

/** Money in minor units of `currency`; open at plan rates, won at booking-day rates. */
const accountRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  parentId: z.string().nullable(),
  parent: z.string().nullable(),
  openCount: z.number().int(),
  open: z.number().int(),
  wonCount: z.number().int(),
  won: z.number().int(),
  lastTouch: z.string().nullable(),
  /** currencies without a rate: what they would add is left out */
  missing: z.array(z.string()),
})
export type AccountRow = z.infer<typeof accountRowSchema>

const dealSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  accountId: z.string(),
  account: z.string().nullable(),
  stage: z.string().nullable(),
  owner: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string(),
  amountOrg: z.number().int().nullable(),
  /** the expected close of an open deal, else the day of the outcome */
  on: z.string().nullable(),
})
export type AccountDeal = z.infer<typeof dealSchema>

const contactRowSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  accountId: z.string().nullable(),
  account: z.string().nullable(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  touches: z.number().int(),
  lastTouch: z.string().nullable(),
})
export type ContactRow = z.infer<typeof contactRowSchema>

const activitySchema = z.object({
  id: z.string(),
  type: z.string(),
  /** the local day, or the first day of its week where the reader sees the week alone */
  date: z.string(),
  wholeWeek: z.boolean(),
  direction: z.enum(['inbound', 'outbound']).nullable(),
  touch: z.boolean(),
  person: z.string().nullable(),
  contact: z.string().nullable(),
  dealId: z.string().nullable(),
  deal: z.string().nullable(),
})
export type AccountActivity = z.infer<typeof activitySchema>

const changeSchema = z.object({
  id: z.string(),
  field: z.string(),
  value: z.string().nullable(),
  /** epoch ms; null: from the start */
  validAt: z.number().nullable(),
  recordedAt: z.number(),
  by: z.string().nullable(),
  source: z.string(),
})
export type AccountChange = z.infer<typeof changeSchema>

const duplicateSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** why the two look like one */
  why: z.enum(['domain', 'name', 'email']),
})
export type Duplicate = z.infer<typeof duplicateSchema>

const accountSchema = stampSchema.extend({
  currency: z.string(),
  account: accountRowSchema.extend({
    segment: z.string().nullable(),
    industry: z.string().nullable(),
    country: z.string().nullable(),
    website: z.string().nullable(),
    externalId: z.string().nullable(),
    custom: z.record(z.string(), z.string()),
  }),
  /** the tree it stands in, parents before children; `below` adds up an account with all below it */
  family: z.array(
    accountRowSchema.extend({
      depth: z.number().int(),
      below: z.object({
        open: z.number().int(),
        openCount: z.number().int(),
        won: z.number().int(),
        wonCount: z.number().int(),
      }),
    }),
  ),
  open: z.array(dealSchema),
  won: z.array(dealSchema),
  lost: z.array(dealSchema),
  lostAmount: z.number().int(),
  contacts: z.array(contactRowSchema),
  activities: z.array(activitySchema),
  activityCount: z.number().int(),
  /** from the line items of won deals */
  products: z.array(
    z.object({
      name: z.string(),
      quantity: z.number().nullable(),
      total: z.number().nullable(),
      currency: z.string(),
      deals: z.number().int(),
    }),
  ),
  changes: z.array(changeSchema),
  duplicates: z.array(duplicateSchema),
})
export type AccountAnswer = z.infer<typeof accountSchema>

const contactSchema = stampSchema.extend({
  contact: contactRowSchema.extend({
    source: z.string().nullable(),
    externalId: z.string().nullable(),
    custom: z.record(z.string(), z.string()),
  }),
  deals: z.array(dealSchema),
  currency: z.string(),
  activities: z.array(activitySchema),
  activityCount: z.number().int(),
  changes: z.array(changeSchema),
  duplicates: z.array(duplicateSchema),
})
export type ContactAnswer = z.infer<typeof contactSchema>

const text = z.string().trim().max(ACCOUNT_FIELD_MAX).nullable().optional()
const name = z.string().trim().min(1).max(ACCOUNT_FIELD_MAX)
const ref = z.uuid().nullable().optional()
const since = z.union([z.iso.date(), z.literal('correction')]).optional()

const accountEdit = z.object({
  name: name.optional(),
  ownerId: ref,
  parentId: ref,
  type: text,
  segment: text,
  industry: text,
  country: text,
  website: text,
})
export type AccountEditInput = z.input<typeof accountEdit>

const contactEdit = z.object({
  name: name.optional(),
  title: text,
  email: text,
  phone: text,
  accountId: ref,
  ownerId: ref,
})
export type ContactEditInput = z.input<typeof contactEdit>

const page = {
  text: z.string().trim().max(200).optional(),
  descending: z.boolean().default(false),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
}

export const accountsContract = {
  list: procedure('deals.read')
    .route({ method: 'GET', path: '/accounts', summary: 'Accounts with what they add up to', tags })
    .input(
      z.object({
        scope: scopeSchema.optional(),
        kind: z.string().max(200).optional(),
        sort: z.enum(ACCOUNT_SORTS).default('name'),
        ...page,
        ...clockInput,
      }),
    )
    .output(
      stampSchema.extend({
        currency: z.string(),
        accounts: z.array(accountRowSchema),
        /** of all that pass the filter */
        count: z.number().int(),
        open: z.number().int(),
        won: z.number().int(),
      }),
    ),
  choices: procedure('deals.read')
    .route({ method: 'GET', path: '/accounts/choices', summary: 'Kinds of accounts, and accounts by name', tags })
    /** with `ids` these accounts instead of those whose name holds the text */
    .input(z.object({ text: z.string().max(200).optional(), ids: z.array(z.uuid()).max(50).optional() }))
    .output(
      z.object({ kinds: z.array(z.string()), accounts: z.array(z.object({ id: z.string(), name: z.string() })) }),
    ),
  get: procedure('deals.read')
    .route({ method: 'GET', path: '/accounts/{accountId}', summary: 'An account with everything known of it', tags })
    .input(z.object({ accountId: z.uuid(), ...clockInput }))
    .output(accountSchema),
  create: procedure('accounts.write')
    .route({ method: 'POST', path: '/accounts', successStatus: 201, summary: 'Make an account by hand', tags })
    .input(accountEdit.extend({ name }))
    .output(z.object({ accountId: z.string() })),
  edit: procedure('accounts.write')
    .route({ method: 'PATCH', path: '/accounts/{accountId}', summary: 'Edit an account', tags })
    .input(z.object({ accountId: z.uuid(), edit: accountEdit, base: accountEdit.optional(), from: since })),
  remove: procedure('accounts.write')
    .route({ method: 'DELETE', path: '/accounts/{accountId}', summary: 'End an account', tags })
    .input(z.object({ accountId: z.uuid() })),
  contacts: {
    list: procedure('deals.read')
      .route({ method: 'GET', path: '/contacts', summary: 'People at accounts', tags })
      .input(
        z.object({
          accountId: z.uuid().optional(),
          sort: z.enum(CONTACT_SORTS).default('name'),
          ...page,
          ...clockInput,
        }),
      )
      .output(stampSchema.extend({ contacts: z.array(contactRowSchema), count: z.number().int() })),
    get: procedure('deals.read')
      .route({ method: 'GET', path: '/contacts/{contactId}', summary: 'A contact with deals and activities', tags })
      .input(z.object({ contactId: z.uuid(), ...clockInput }))
      .output(contactSchema),
    create: procedure('accounts.write')
      .route({ method: 'POST', path: '/contacts', successStatus: 201, summary: 'Make a contact by hand', tags })
      .input(contactEdit.extend({ name }))
      .output(z.object({ contactId: z.string() })),
    edit: procedure('accounts.write')
      .route({ method: 'PATCH', path: '/contacts/{contactId}', summary: 'Edit a contact', tags })
      .input(z.object({ contactId: z.uuid(), edit: contactEdit, from: since })),
    remove: procedure('accounts.write')
      .route({ method: 'DELETE', path: '/contacts/{contactId}', summary: 'End a contact', tags })
      .input(z.object({ contactId: z.uuid() })),
  },
}
