import { fields, names, stageKinds, type VendorSpec } from './vendor.ts'

/** Pipedrive writes `Deal - Title`: the object, a dash, the field. */

export const pipedrive: VendorSpec = {
  id: 'pipedrive',
  signature: /^(?:Deal|Person|Organization|Activity|Lead|Product) - /,
  outcomeBy: 'flags',
  stages: stageKinds({
    open: `
      Qualified | Contact Made | Demo Scheduled | Proposal Made | Negotiations Started
    `,
    won: '',
    lost: '',
  }),
  tables: [
    {
      object: 'deal',
      label: 'Deals',
      files: names('deals'),
      fields: fields(`
        id: Deal - ID | ID
        name: Deal - Title | Title
        owner: Deal - Owner | Owner
        creator: Deal - Creator | Creator
        account: Deal - Organization ID | Organization ID | Deal - Organization | Organization
        contact: Deal - Contact person ID | Contact person ID | Deal - Contact person | Contact person
        pipeline: Deal - Pipeline | Pipeline
        stage: Deal - Stage | Stage
        won: Deal - Status | Status
        amount: Deal - Value | Value
        currency: Deal - Currency | Currency | Deal - Currency of Value | Currency of Value
        probability: Deal - Probability | Probability
        closeDate: Deal - Expected close date | Expected close date
        closedAt: Deal - Deal closed on | Deal closed on
        wonAt: Deal - Won time | Won time
        lostAt: Deal - Lost time | Lost time
        createdAt: Deal - Deal created | Deal created | Deal - Add time | Add time
        modifiedAt: Deal - Update time | Update time
        stageChangedAt: Deal - Last stage change | Last stage change
        source: Deal - Source channel | Source channel | Deal - Source origin | Source origin
        reason: Deal - Lost reason | Lost reason
        type: Deal - Label | Label
      `),
      needs: [
        ['name', 'id'],
        ['stage', 'won', 'amount'],
      ],
      marks: names(`
        Deal - Title | Deal - Value | Deal - Stage | Deal - Status | Deal - Expected close date
          | Expected close date | Lost time | Won time | Weighted value
      `),
      ignored: names(`
        Deal - Weighted value | Weighted value | Deal - Total activities | Deal - Done activities
          | Deal - Activities to do | Deal - Email messages count | Deal - Visible to | Deal - Next activity date
          | Deal - Last activity date | Deal - Archive status
      `),
    },
    {
      object: 'activity',
      label: 'Activities',
      files: names('activities'),
      fields: fields(`
        id: Activity - ID | ID
        type: Activity - Type | Type
        subject: Activity - Subject | Subject
        owner: Activity - Assigned to user | Assigned to user
        deal: Activity - Deal ID | Deal ID | Activity - Deal | Deal
        account: Activity - Organization ID | Organization ID | Activity - Organization | Organization
        contact: Activity - Contact person ID | Contact person ID | Activity - Contact person | Contact person
        lead: Activity - Lead | Lead
        dueDate: Activity - Due date | Due date
        completedAt: Activity - Marked as done time | Marked as done time
        durationMinutes: Activity - Duration in minutes | Duration in minutes
        duration: Activity - Duration | Duration
        status: Activity - Done | Done
        createdAt: Activity - Add time | Add time
        modifiedAt: Activity - Update time | Update time | Activity - Last updated | Last updated
      `),
      needs: [
        ['type', 'subject'],
        ['dueDate', 'completedAt', 'createdAt'],
      ],
      marks: names(`
        Activity - Subject | Activity - Type | Activity - Due date | Activity - Done | Marked as done time
          | Assigned to user
      `),
    },
    {
      object: 'account',
      label: 'Organizations',
      files: names('organizations'),
      fields: fields(`
        id: Organization - ID | ID
        name: Organization - Name | Name
        owner: Organization - Owner | Owner
        type: Organization - Label | Label
        industry: Organization - Industry | Industry
        website: Organization - Website | Website
        country: Organization - Country of Address | Country of Address | Organization - Country | Country
        createdAt: Organization - Organization created | Organization created | Organization - Add time | Add time
        modifiedAt: Organization - Update time | Update time
      `),
      needs: [['name'], ['owner', 'createdAt', 'country']],
      marks: names('Organization - Name | Organization - Owner | People | Organization - Address'),
    },
    {
      object: 'contact',
      label: 'People',
      files: names('people | persons'),
      fields: fields(`
        id: Person - ID | ID
        name: Person - Name | Name
        firstName: Person - First name | First name
        lastName: Person - Last name | Last name
        email: Person - Email - Work | Email - Work | Person - Email | Email
        phone: Person - Phone - Work | Phone - Work | Person - Phone | Phone
        title: Person - Job title | Job title
        account: Person - Organization ID | Organization ID | Person - Organization | Organization
        owner: Person - Owner | Owner
        createdAt: Person - Person created | Person created | Person - Add time | Add time
        modifiedAt: Person - Update time | Update time
      `),
      needs: [['name'], ['email', 'phone', 'account']],
      marks: names(`
        Person - Name | Person - Email - Work | Person - Organization | Person - Owner | Email - Work | Phone - Work
      `),
    },
    {
      object: 'lead',
      label: 'Leads',
      files: names('leads'),
      fields: fields(`
        id: Lead - ID | ID
        name: Lead - Title | Title
        owner: Lead - Owner | Owner
        company: Lead - Organization | Organization
        contact: Lead - Contact person | Contact person
        source: Lead - Source channel | Source channel | Lead - Source | Source
        status: Lead - Status | Status | Lead - Label | Label
        createdAt: Lead - Lead created | Lead created | Lead - Add time | Add time
        modifiedAt: Lead - Update time | Update time
      `),
      needs: [['name'], ['owner', 'company', 'source']],
      marks: names('Lead - Title | Lead - Owner | Lead - Source'),
    },
    {
      object: 'product',
      label: 'Products',
      files: names('products'),
      fields: fields(`
        id: Product - ID | ID
        name: Product - Name | Name
        code: Product - Product code | Product code | Product - Code | Code
        family: Product - Category | Category
        listPrice: Product - Unit prices | Unit prices | Product - Price | Price
        active: Product - Active | Active
        modifiedAt: Product - Update time | Update time
      `),
      needs: [['name'], ['code', 'listPrice']],
      marks: names('Product - Name | Product - Product code'),
    },
  ],
}
