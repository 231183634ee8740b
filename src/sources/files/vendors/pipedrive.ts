import type { TableSpec, VendorSpec } from './vendor.ts'

/** Pipedrive writes `Deal - Title`: the object, a dash, the field. */
const prefixed = (object: string, fields: TableSpec['fields']): TableSpec['fields'] =>
  Object.fromEntries(Object.entries(fields).map(([field, names]) => [field, names.flatMap((name) => [`${object} - ${name}`, name])]))

const STAMPS = (object: string) => ({ createdAt: [`${object} created`, 'Add time'], modifiedAt: ['Update time'] })

export const pipedrive: VendorSpec = {
  id: 'pipedrive',
  signature: /^(?:Deal|Person|Organization|Activity|Lead|Product) - /,
  outcomeBy: 'flags',
  stages: { 'Qualified': 'open', 'Contact Made': 'open', 'Demo Scheduled': 'open', 'Proposal Made': 'open', 'Negotiations Started': 'open' },
  tables: [
    {
      object: 'deal', label: 'Deals', files: ['deals'],
      fields: prefixed('Deal', {
        id: ['ID'], name: ['Title'], owner: ['Owner'], creator: ['Creator'], account: ['Organization ID', 'Organization'], contact: ['Contact person ID', 'Contact person'], pipeline: ['Pipeline'], stage: ['Stage'],
        won: ['Status'], amount: ['Value'], currency: ['Currency', 'Currency of Value'], probability: ['Probability'], closeDate: ['Deal closed on', 'Won time', 'Expected close date'], ...STAMPS('Deal'),
        stageChangedAt: ['Last stage change'], source: ['Source channel', 'Source origin'], reason: ['Lost reason'], type: ['Label'],
      }),
      needs: [['name', 'id'], ['stage', 'won', 'amount']],
      marks: ['Deal - Title', 'Deal - Value', 'Deal - Stage', 'Deal - Status', 'Deal - Expected close date', 'Expected close date', 'Lost time', 'Won time', 'Weighted value'],
      ignored: ['Deal - Weighted value', 'Weighted value', 'Deal - Total activities', 'Deal - Done activities', 'Deal - Activities to do', 'Deal - Email messages count', 'Deal - Visible to', 'Deal - Next activity date', 'Deal - Last activity date', 'Deal - Archive status'],
    },
    {
      object: 'activity', label: 'Activities', files: ['activities'],
      fields: prefixed('Activity', {
        id: ['ID'], type: ['Type'], subject: ['Subject'], owner: ['Assigned to user'], deal: ['Deal ID', 'Deal'], account: ['Organization ID', 'Organization'], contact: ['Contact person ID', 'Contact person'], lead: ['Lead'],
        dueDate: ['Due date'], completedAt: ['Marked as done time'], durationMinutes: ['Duration in minutes'], duration: ['Duration'], status: ['Done'], createdAt: ['Add time'], modifiedAt: ['Update time', 'Last updated'],
      }),
      needs: [['type', 'subject'], ['dueDate', 'completedAt', 'createdAt']], marks: ['Activity - Subject', 'Activity - Type', 'Activity - Due date', 'Activity - Done', 'Marked as done time', 'Assigned to user'],
    },
    {
      object: 'account', label: 'Organizations', files: ['organizations'],
      fields: prefixed('Organization', { id: ['ID'], name: ['Name'], owner: ['Owner'], type: ['Label'], industry: ['Industry'], website: ['Website'], country: ['Country of Address', 'Country'], ...STAMPS('Organization') }),
      needs: [['name'], ['owner', 'createdAt', 'country']], marks: ['Organization - Name', 'Organization - Owner', 'People', 'Organization - Address'],
    },
    {
      object: 'contact', label: 'People', files: ['people', 'persons'],
      fields: prefixed('Person', {
        id: ['ID'], name: ['Name'], firstName: ['First name'], lastName: ['Last name'], email: ['Email - Work', 'Email'], phone: ['Phone - Work', 'Phone'], title: ['Job title'], account: ['Organization ID', 'Organization'], owner: ['Owner'], ...STAMPS('Person'),
      }),
      needs: [['name'], ['email', 'phone', 'account']], marks: ['Person - Name', 'Person - Email - Work', 'Person - Organization', 'Person - Owner', 'Email - Work', 'Phone - Work'],
    },
    {
      object: 'lead', label: 'Leads', files: ['leads'],
      fields: prefixed('Lead', { id: ['ID'], name: ['Title'], owner: ['Owner'], company: ['Organization'], contact: ['Contact person'], source: ['Source channel', 'Source'], status: ['Status', 'Label'], ...STAMPS('Lead') }),
      needs: [['name'], ['owner', 'company', 'source']], marks: ['Lead - Title', 'Lead - Owner', 'Lead - Source'],
    },
    {
      object: 'product', label: 'Products', files: ['products'],
      fields: prefixed('Product', { id: ['ID'], name: ['Name'], code: ['Product code', 'Code'], family: ['Category'], listPrice: ['Unit prices', 'Price'], active: ['Active'], modifiedAt: ['Update time'] }),
      needs: [['name'], ['code', 'listPrice']], marks: ['Product - Name', 'Product - Product code'],
    },
  ],
}
