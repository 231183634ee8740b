import type { TableSpec, VendorSpec } from './vendor.ts'

/** Portal labels, then API property names, which `compactName` strips of `property_` and `hs_`. */
const OWNER = ['hubspot_owner_id', 'owner_id', 'HubSpot owner']
const STAMPS = { createdAt: ['Create Date', 'createdate', 'Object create date/time', 'created_at'], modifiedAt: ['Last Modified Date', 'hs_lastmodifieddate', 'lastmodifieddate', 'Object last modified date/time', 'updated_at'] } as const
const AUDIT = ['_fivetran_synced', '_fivetran_deleted', '_fivetran_active', '_fivetran_start', '_fivetran_end', 'portal_id', 'hubspot_team_id', 'HubSpot Team', 'Created by user ID', 'Updated by user ID']
const LINKS = {
  deal: ['deal_id', 'Associated Deal IDs', 'Associated Deal'], account: ['company_id', 'Associated Company IDs', 'Associated Company'],
  contact: ['contact_id', 'Associated Contact IDs', 'Associated Contact'],
} as const

const engagement = (label: string, type: string, files: readonly string[], fields: TableSpec['fields'], marks: readonly string[]): TableSpec => ({
  object: 'activity', label, files,
  fields: {
    id: ['engagement_id', 'Record ID', 'hs_object_id'], owner: ['Activity assigned to', ...OWNER], ...LINKS, at: ['Activity date', 'hs_timestamp', 'hs_activity_date'],
    createdAt: ['hs_createdate', ...STAMPS.createdAt], modifiedAt: STAMPS.modifiedAt, deleted: ['_fivetran_deleted'], ...fields,
  },
  needs: [['at', 'createdAt'], ['id', 'subject', 'owner']], marks: [...marks], constants: { type }, ignored: [...AUDIT.filter((name) => name !== '_fivetran_deleted'), 'type'],
})

const links = (label: string, files: readonly string[], fields: TableSpec['fields']): TableSpec => ({
  object: null, label, files, fields, needs: Object.keys(fields).map((field) => [field]), marks: ['category', 'type_id', 'engagement_type'],
})

export const hubspot: VendorSpec = {
  id: 'hubspot',
  signature: /^[`'"]*property_/,
  stages: {
    'Appointment Scheduled': 'open', 'Qualified To Buy': 'open', 'Presentation Scheduled': 'open', 'Decision Maker Bought-In': 'open', 'Contract Sent': 'open', 'Closed Won': 'won', 'Closed Lost': 'lost',
    appointmentscheduled: 'open', qualifiedtobuy: 'open', presentationscheduled: 'open', decisionmakerboughtin: 'open', contractsent: 'open', closedwon: 'won', closedlost: 'lost',
  },
  tables: [
    {
      object: 'deal', label: 'Deals', files: ['deals', 'deal', 'hubspot crm exports all deals'],
      fields: {
        id: ['Record ID', 'deal_id', 'Deal ID', 'hs_object_id'], name: ['Deal Name', 'dealname'], owner: ['Deal owner', ...OWNER], creator: ['Created by user ID', 'hs_created_by_user_id'],
        account: ['Associated Company IDs', 'Associated Company', 'Primary Associated Company', 'Associated Companies'], contact: ['Associated Contact IDs', 'Associated Contact', 'Associated Contacts'],
        pipeline: ['Pipeline', 'deal_pipeline_id', 'pipeline'], stage: ['Deal Stage', 'dealstage', 'deal_pipeline_stage_id'], closed: ['Is Closed (numeric)', 'Is Deal Closed?', 'hs_is_closed'], won: ['Is Closed Won', 'hs_is_closed_won'],
        amount: ['Amount', 'Deal Amount'], currency: ['Currency', 'deal_currency_code'], probability: ['Deal probability', 'hs_deal_stage_probability'], closeDate: ['Close Date', 'closedate'],
        ...STAMPS, type: ['Deal Type', 'dealtype'], source: ['Original Source Type', 'hs_analytics_source', 'Original Source'], reason: ['Closed Lost Reason', 'closed_lost_reason'],
        forecastCategory: ['Forecast category', 'hs_manual_forecast_category'], nextStep: ['Next step', 'hs_next_step'], deleted: ['is_deleted', '_fivetran_deleted'],
      },
      needs: [['stage', 'closeDate', 'pipeline'], ['name', 'id']],
      marks: ['Deal Name', 'dealname', 'Deal Stage', 'dealstage', 'deal_pipeline_id', 'deal_pipeline_stage_id', 'Deal owner', 'Weighted amount', 'Amount in company currency', 'Record ID'],
      ignored: [...AUDIT.filter((name) => name !== '_fivetran_deleted'), 'Weighted amount', 'Amount in company currency', 'Days to close', 'Forecast amount', 'Number of Associated Contacts'],
    },
    {
      object: 'dealHistory', label: 'Deal stages', files: ['deal_stage', 'deal stages', 'dealstage history'],
      fields: { deal: ['deal_id', 'Record ID', 'Deal ID'], at: ['date_entered', 'Date entered', 'timestamp'], by: ['source_user_id', 'Updated by'], stage: ['value', 'Deal Stage', 'dealstage'] },
      needs: [['deal'], ['at'], ['stage']], marks: ['date_entered', 'source_id', 'Date entered'], ignored: [...AUDIT, 'source', 'source_id'],
    },
    {
      object: 'dealFieldHistory', label: 'Deal property history', files: ['deal_property_history', 'property history'],
      fields: { deal: ['deal_id', 'Record ID'], at: ['timestamp', 'timestamp_instant', 'Change date'], by: ['source_user_id', 'Changed by'], field: ['name', 'Property', 'Property name'], newValue: ['value', 'Property value', 'New value'], oldValue: ['Previous value'] },
      needs: [['deal'], ['at'], ['field'], ['newValue']], marks: ['source_id', 'timestamp'], ignored: [...AUDIT, 'source', 'source_id'],
    },
    {
      object: 'pipeline', label: 'Deal pipelines', files: ['deal_pipeline', 'deal pipelines'],
      fields: { id: ['pipeline_id', 'Pipeline ID'], name: ['label', 'Pipeline name'], order: ['display_order'], active: ['active'] },
      needs: [['id'], ['name'], ['order', 'active']], marks: ['pipeline_id', 'display_order'], ignored: [...AUDIT, 'created_at', 'updated_at', 'object_type_id'],
    },
    {
      object: 'stage', label: 'Deal pipeline stages', files: ['deal_pipeline_stage', 'deal pipeline stages'],
      fields: { id: ['stage_id', 'Stage ID'], name: ['label', 'Stage name'], pipeline: ['pipeline_id', 'Pipeline ID'], order: ['display_order'], probability: ['probability'], closed: ['is_closed'], won: ['closed_won'] },
      needs: [['id', 'name'], ['probability', 'won']], marks: ['stage_id', 'closed_won', 'display_order'], ignored: [...AUDIT, 'active', 'created_at', 'updated_at'],
    },
    {
      object: 'contact', label: 'Contacts', files: ['contacts', 'contact', 'hubspot crm exports all contacts'],
      fields: {
        id: ['Record ID', 'id', 'Contact ID', 'vid'], firstName: ['First Name', 'firstname'], lastName: ['Last Name', 'lastname'], email: ['Email', 'email'], phone: ['Phone Number', 'phone', 'Mobile Phone Number'], title: ['Job Title', 'jobtitle'],
        account: ['Associated Company IDs', 'Associated Company', 'Primary Associated Company ID', 'associatedcompanyid', 'Company Name', 'company'], owner: ['Contact owner', ...OWNER], source: ['Original Source', 'hs_analytics_source'], ...STAMPS, deleted: ['is_deleted', '_fivetran_deleted'],
      },
      needs: [['lastName', 'email', 'firstName'], ['account', 'owner', 'title', 'createdAt']], marks: ['Contact owner', 'Lifecycle Stage', 'jobtitle', 'firstname', 'lastname', 'Marketing contact status', 'first_conversion_date'],
      ignored: [...AUDIT.filter((name) => name !== '_fivetran_deleted'), 'hs_merged_object_ids', 'created_at'],
    },
    {
      object: 'account', label: 'Companies', files: ['companies', 'company', 'hubspot crm exports all companies'],
      fields: {
        id: ['Record ID', 'id', 'Company ID'], name: ['Company name', 'name'], parent: ['Parent Company ID', 'hs_parent_company_id', 'Parent Company'], owner: ['Company owner', ...OWNER], type: ['Type'], industry: ['Industry', 'industry'], website: ['Company Domain Name', 'domain', 'Website URL', 'website'],
        country: ['Country/Region', 'country'], ...STAMPS, deleted: ['is_deleted', '_fivetran_deleted'],
      },
      needs: [['name'], ['industry', 'website', 'country', 'owner']], marks: ['Company owner', 'Company Domain Name', 'annualrevenue', 'Number of Employees', 'property_annualrevenue'], ignored: AUDIT.filter((name) => name !== '_fivetran_deleted'),
    },
    {
      object: 'person', label: 'Owners', files: ['owners', 'owner', 'users'],
      fields: { id: ['owner_id', 'User ID', 'id'], firstName: ['first_name', 'First name'], lastName: ['last_name', 'Last name'], email: ['email', 'Email'], team: ['primary_team_id', 'Main team', 'Team'], active: ['is_active', 'Active'], ...STAMPS },
      needs: [['email', 'lastName'], ['id', 'team']], marks: ['owner_id', 'active_user_id', 'primary_team_id', 'role_id', 'Main team'], ignored: [...AUDIT, 'type', 'active_user_id', 'role_id'],
    },
    { object: 'team', label: 'Teams', files: ['team', 'teams'], fields: { id: ['id', 'Team ID'], name: ['name', 'Team name'] }, needs: [['id'], ['name']], ignored: AUDIT },
    engagement('Calls', 'call', ['engagement_call', 'calls'], {
      subject: ['Call Title', 'hs_call_title', 'title'], duration: ['Call duration (milliseconds)', 'hs_call_duration', 'Call duration', 'duration_milliseconds'], direction: ['Call direction', 'hs_call_direction'], outcome: ['Call outcome', 'hs_call_disposition', 'disposition'], status: ['Call status', 'hs_call_status', 'status'],
    }, ['Call Title', 'Call direction', 'Call outcome', 'hs_call_duration', 'hs_call_direction']),
    engagement('Meetings', 'meeting', ['engagement_meeting', 'meetings'], {
      subject: ['Meeting name', 'hs_meeting_title', 'Meeting Title', 'title'], at: ['Meeting start time', 'hs_meeting_start_time', 'start_time', 'hs_timestamp', 'Activity date'], endAt: ['Meeting end time', 'hs_meeting_end_time', 'end_time'], outcome: ['Meeting outcome', 'hs_meeting_outcome', 'meeting_outcome'],
    }, ['Meeting start time', 'meeting_outcome', 'hs_meeting_title', 'Meeting outcome', 'created_from_link_id', 'pre_meeting_prospect_reminders']),
    engagement('Emails', 'email', ['engagement_email', 'emails'], { subject: ['Email subject', 'hs_email_subject', 'subject'], direction: ['Email direction', 'hs_email_direction'], status: ['Email send status', 'hs_email_status'] }, ['Email subject', 'hs_email_subject', 'hs_email_direction']),
    engagement('Tasks', 'task', ['engagement_task', 'tasks'], {
      subject: ['Task Title', 'hs_task_subject', 'subject'], type: ['hs_task_type', 'task_type', 'Task type'], dueDate: ['Due date', 'hs_timestamp'], at: [], completedAt: ['Completed at', 'hs_task_completion_date', 'completion_date'], status: ['Task status', 'hs_task_status', 'status'],
    }, ['Task Title', 'hs_task_type', 'hs_task_subject', 'task_type', 'Task status']),
    engagement('Notes', 'note', ['engagement_note', 'notes'], { subject: ['Note body', 'hs_note_body', 'hs_body_preview', 'body'] }, ['hs_note_body', 'Note body']),
    {
      object: 'activity', label: 'Engagements', files: ['engagement', 'engagements'],
      fields: { id: ['id', 'engagement_id'], type: ['type', 'engagement_type'], at: ['timestamp', 'hs_timestamp'], owner: OWNER, ...LINKS, createdAt: ['created_at', 'hs_createdate'], modifiedAt: ['last_updated'] },
      needs: [['type'], ['id'], ['at', 'createdAt', 'owner']], marks: ['engagement_type'], ignored: AUDIT,
    },
    links('links of deals and companies', ['deal_company'], { deal: ['deal_id'], account: ['company_id'] }),
    links('links of deals and contacts', ['deal_contact'], { deal: ['deal_id'], contact: ['contact_id'] }),
    links('links of activities', ['engagement_company', 'engagement_deal', 'engagement_contact'], { engagement: ['engagement_id'], category: ['category'], to: ['company_id', 'deal_id', 'contact_id'] }),
    links('members of teams', ['owner_team', 'team_user'], { team: ['team_id'], user: ['owner_id', 'user_id'] }),
    links('links of tickets', ['ticket_deal', 'ticket_company', 'ticket_contact', 'ticket_engagement'], { ticket: ['ticket_id'], to: ['deal_id', 'company_id', 'contact_id', 'engagement_id'] }),
    {
      object: null, label: 'Tickets', files: ['ticket', 'tickets'],
      fields: { id: ['id', 'Ticket ID', 'Record ID'], stage: ['hs_pipeline_stage', 'Ticket status'], pipeline: ['hs_pipeline'], subject: ['subject', 'Ticket name'], content: ['content'], category: ['hs_ticket_category'], priority: ['hs_ticket_priority', 'Priority'], owner: ['hubspot_owner_id', 'Ticket owner'] },
      needs: [['stage']], marks: ['hs_ticket_category', 'hs_ticket_priority', 'Ticket status', 'Ticket name', 'first_agent_reply_date'],
    },
    { object: null, label: 'Ticket pipelines', files: ['ticket_pipeline', 'ticket_pipeline_stage', 'ticket_property_history'], fields: { id: ['pipeline_id', 'stage_id', 'ticket_id'], label: ['label'], order: ['display_order'] }, needs: [['id']], marks: ['ticket_state', 'object_type_id', 'ticket_id'] },
    {
      object: null, label: 'property history of other objects', files: ['contact_property_history', 'company_property_history'], fields: { of: ['contact_id', 'company_id'], name: ['name'], value: ['value'] },
      needs: [['of'], ['name'], ['value']], marks: ['contact_id', 'company_id', 'source_id', 'timestamp'],
    },
    {
      object: null, label: 'marketing e-mail', files: ['email_event', 'email_campaign', 'email_subscription'], fields: { id: ['id'], what: ['email_campaign_id', 'response', 'browser', 'portal_subscription_status', 'drop_message', 'user_agent', 'reply_to', 'content_id', 'ip_address'] },
      needs: [['what']], marks: ['email_campaign_id', 'sent_by_id', 'filtered_event', 'user_agent', 'reply_to', 'drop_reason', 'bcc', 'num_included'],
    },
    { object: null, label: 'definitions of properties', files: ['property', 'property_option'], fields: { name: ['property_id', 'hubspot_defined', 'field_type'] }, needs: [['name']], marks: ['hubspot_object', 'group_name', 'property_id', 'hubspot_defined'] },
    {
      object: null, label: 'forms and lists', files: ['form', 'contact_list', 'contact_list_member', 'contact_form_submission', 'contact_merge_audit'], fields: { id: ['form_id', 'contact_list_id', 'guid', 'list_id', 'vid_to_merge'] },
      needs: [['id']], marks: ['form_id', 'submit_text', 'conversion_id', 'contact_list_id', 'vid_to_merge', 'canonical_vid'],
    },
  ],
}
