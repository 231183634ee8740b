import { fields, names, stageKinds, type VendorSpec } from './vendor.ts'
import { hubspotActivities } from './hubspot-activities.ts'

/** Labels of the portal first, then API names, which `compactName` strips of `property_` and `hs_`. */
const STAMPS = `
  createdAt: Create Date | createdate | Object create date/time | created_at
  modifiedAt: Last Modified Date | hs_lastmodifieddate | lastmodifieddate | Object last modified date/time
    | updated_at
`
const AUDIT = `
  _fivetran_synced | _fivetran_active | _fivetran_start | _fivetran_end | portal_id | hubspot_team_id | HubSpot Team
    | Created by user ID | Updated by user ID
`

export const hubspot: VendorSpec = {
  id: 'hubspot',
  signature: /^[`'"]*property_/,
  stages: stageKinds({
    open: `
      Appointment Scheduled | Qualified To Buy | Presentation Scheduled | Decision Maker Bought-In | Contract Sent
        | appointmentscheduled | qualifiedtobuy | presentationscheduled | decisionmakerboughtin | contractsent
    `,
    won: 'Closed Won | closedwon',
    lost: 'Closed Lost | closedlost',
  }),
  tables: [
    {
      object: 'deal',
      label: 'Deals',
      files: names('deals | deal | hubspot crm exports all deals'),
      fields: fields(`
        id: Record ID | deal_id | Deal ID | hs_object_id
        name: Deal Name | dealname
        owner: Deal owner | hubspot_owner_id | owner_id | HubSpot owner
        creator: Created by user ID | hs_created_by_user_id
        account: Associated Company IDs (Primary) | Associated Company IDs | Associated Company (Primary)
          | Associated Company | Primary Associated Company | Associated Companies
        contact: Associated Contact IDs | Associated Contact | Associated Contacts
        pipeline: Pipeline | deal_pipeline_id | pipeline
        stage: Deal Stage | dealstage | deal_pipeline_stage_id
        closed: Is Closed (numeric) | Is Deal Closed? | hs_is_closed
        won: Is Closed Won | hs_is_closed_won
        amount: Amount | Deal Amount
        currency: Currency | deal_currency_code
        probability: Deal probability | hs_deal_stage_probability
        closeDate: Close Date | closedate
        type: Deal Type | dealtype
        source: Original Source Type | hs_analytics_source | Original Source
        reason: Closed Lost Reason | closed_lost_reason
        forecastCategory: Forecast category | hs_manual_forecast_category
        nextStep: Next step | hs_next_step
        nextStepDate: Next activity date | notes_next_activity_date
        deleted: is_deleted | _fivetran_deleted
        ${STAMPS}
      `),
      needs: [
        ['stage', 'closeDate', 'pipeline'],
        ['name', 'id'],
      ],
      marks: names(`
        Deal Name | dealname | Deal Stage | dealstage | deal_pipeline_id | deal_pipeline_stage_id | Deal owner
          | Weighted amount | Amount in company currency | Record ID
      `),
      ignored: names(`
        ${AUDIT}
        | Weighted amount | Amount in company currency | Days to close | Forecast amount
          | Number of Associated Contacts
      `),
    },
    {
      object: 'dealHistory',
      label: 'Deal stages',
      files: names('deal_stage | deal stages | dealstage history'),
      fields: fields(`
        deal: deal_id | Record ID | Deal ID
        at: date_entered | Date entered | timestamp
        by: source_user_id | Updated by
        stage: value | Deal Stage | dealstage
      `),
      needs: [['deal'], ['at'], ['stage']],
      marks: names('date_entered | source_id | Date entered'),
      ignored: names(`
        ${AUDIT}
        | _fivetran_deleted | source | source_id
      `),
    },
    {
      object: 'dealFieldHistory',
      label: 'Deal property history',
      files: names('deal_property_history | property history'),
      fields: fields(`
        deal: deal_id | Record ID
        at: timestamp | timestamp_instant | Change date
        by: source_user_id | Changed by
        field: name | Property | Property name
        newValue: value | Property value | New value
        oldValue: Previous value
      `),
      needs: [['deal'], ['at'], ['field'], ['newValue']],
      marks: names('source_id | timestamp'),
      ignored: names(`
        ${AUDIT}
        | _fivetran_deleted | source | source_id
      `),
    },
    {
      object: 'pipeline',
      label: 'Deal pipelines',
      files: names('deal_pipeline | deal pipelines'),
      fields: fields(`
        id: pipeline_id | Pipeline ID
        name: label | Pipeline name
        order: display_order
        active: active
      `),
      needs: [['id'], ['name'], ['order', 'active']],
      marks: names('pipeline_id | display_order'),
      ignored: names(`
        ${AUDIT}
        | _fivetran_deleted | created_at | updated_at | object_type_id
      `),
    },
    {
      object: 'stage',
      label: 'Deal pipeline stages',
      files: names('deal_pipeline_stage | deal pipeline stages'),
      fields: fields(`
        id: stage_id | Stage ID
        name: label | Stage name
        pipeline: pipeline_id | Pipeline ID
        order: display_order
        probability: probability
        closed: is_closed
        won: closed_won
      `),
      needs: [
        ['id', 'name'],
        ['probability', 'won'],
      ],
      marks: names('stage_id | closed_won | display_order'),
      ignored: names(`
        ${AUDIT}
        | _fivetran_deleted | active | created_at | updated_at
      `),
    },
    {
      object: 'contact',
      label: 'Contacts',
      files: names('contacts | contact | hubspot crm exports all contacts'),
      fields: fields(`
        id: Record ID | id | Contact ID | vid
        firstName: First Name | firstname
        lastName: Last Name | lastname
        email: Email | email
        phone: Phone Number | phone | Mobile Phone Number
        title: Job Title | jobtitle
        account: Associated Company IDs | Associated Company | Primary Associated Company ID | associatedcompanyid
          | Company Name | company
        owner: Contact owner | hubspot_owner_id | owner_id | HubSpot owner
        source: Original Source | hs_analytics_source
        deleted: is_deleted | _fivetran_deleted
        ${STAMPS}
      `),
      needs: [
        ['lastName', 'email', 'firstName'],
        ['account', 'owner', 'title', 'createdAt'],
      ],
      marks: names(`
        Contact owner | Lifecycle Stage | jobtitle | firstname | lastname | Marketing contact status
          | first_conversion_date
      `),
      ignored: names(`
        ${AUDIT}
        | hs_merged_object_ids | created_at
      `),
    },
    {
      object: 'account',
      label: 'Companies',
      files: names('companies | company | hubspot crm exports all companies'),
      fields: fields(`
        id: Record ID | id | Company ID
        name: Company name | name
        parent: Parent Company ID | hs_parent_company_id | Parent Company
        owner: Company owner | hubspot_owner_id | owner_id | HubSpot owner
        type: Type
        industry: Industry | industry
        website: Company Domain Name | domain | Website URL | website
        country: Country/Region | country
        deleted: is_deleted | _fivetran_deleted
        ${STAMPS}
      `),
      needs: [['name'], ['industry', 'website', 'country', 'owner']],
      marks: names(`
        Company owner | Company Domain Name | annualrevenue | Number of Employees | property_annualrevenue
      `),
      ignored: names(AUDIT),
    },
    {
      object: 'person',
      label: 'Owners',
      files: names('owners | owner | users'),
      fields: fields(`
        id: owner_id | User ID | id
        firstName: first_name | First name
        lastName: last_name | Last name
        email: email | Email
        team: primary_team_id | Main team | Team
        active: is_active | Active
        ${STAMPS}
      `),
      needs: [
        ['email', 'lastName'],
        ['id', 'team'],
      ],
      marks: names('owner_id | active_user_id | primary_team_id | role_id | Main team'),
      ignored: names(`
        ${AUDIT}
        | _fivetran_deleted | type | active_user_id | role_id
      `),
    },
    {
      object: 'team',
      label: 'Teams',
      files: names('team | teams'),
      fields: fields(`
        id: id | Team ID
        name: name | Team name
      `),
      needs: [['id'], ['name']],
      ignored: names(`
        ${AUDIT}
        | _fivetran_deleted
      `),
    },
    ...hubspotActivities,
  ],
}
