import { fields, names, type TableSpec } from './vendor.ts'

const AUDIT = '_fivetran_synced | category | engagement_type'

/** Which records belong together: HubSpot keeps it apart from both. */
export const hubspotLinks: readonly TableSpec[] = [
  {
    object: 'link',
    label: 'links of deals and companies',
    files: names('deal_company'),
    fields: fields(`
        deal: deal_id
        account: company_id
        label: type_id
      `),
    needs: [['deal'], ['account']],
    marks: names('category | type_id'),
    ignored: names(AUDIT),
  },
  {
    object: 'link',
    label: 'links of deals and contacts',
    files: names('deal_contact'),
    fields: fields(`
        deal: deal_id
        contact: contact_id
        label: type_id
      `),
    needs: [['deal'], ['contact']],
    marks: names('category | type_id'),
    ignored: names(AUDIT),
  },
  {
    object: 'link',
    label: 'links of activities',
    files: names('engagement_company | engagement_deal | engagement_contact'),
    fields: fields(`
        activity: engagement_id
        deal: deal_id
        account: company_id
        contact: contact_id
        label: type_id
      `),
    needs: [['activity'], ['deal', 'account', 'contact']],
    marks: names('category | type_id | engagement_type'),
    ignored: names(AUDIT),
  },
]
