import { hubspotLinks } from './hubspot-links.ts'
import { fields, names, type TableSpec } from './vendor.ts'

const ENGAGEMENT = `
  id: engagement_id | Record ID | hs_object_id
  owner: Activity assigned to | hubspot_owner_id | owner_id | HubSpot owner
  deal: deal_id | Associated Deal IDs | Associated Deal
  account: company_id | Associated Company IDs | Associated Company
  contact: contact_id | Associated Contact IDs | Associated Contact
  createdAt: hs_createdate | Create Date | createdate | Object create date/time | created_at
  modifiedAt: Last Modified Date | hs_lastmodifieddate | lastmodifieddate | Object last modified date/time
    | updated_at
  deleted: _fivetran_deleted
`
const ACTIVITY_DATE = `
  at: Activity date | hs_timestamp | hs_activity_date
`
const AUDIT = `
  _fivetran_synced | _fivetran_active | _fivetran_start | _fivetran_end | portal_id | hubspot_team_id | HubSpot Team
    | Created by user ID | Updated by user ID
`

/** Engagements, and the many tables that are known and left out. */
export const hubspotActivities: readonly TableSpec[] = [
  {
    object: 'activity',
    label: 'Calls',
    files: names('engagement_call | calls'),
    fields: fields(`
        subject: Call Title | hs_call_title | title
        duration: Call duration (milliseconds) | hs_call_duration | Call duration | duration_milliseconds
        direction: Call direction | hs_call_direction
        outcome: Call outcome | hs_call_disposition | disposition
        status: Call status | hs_call_status | status
        ${ENGAGEMENT}
        ${ACTIVITY_DATE}
      `),
    needs: [
      ['at', 'createdAt'],
      ['id', 'subject', 'owner'],
    ],
    marks: names('Call Title | Call direction | Call outcome | hs_call_duration | hs_call_direction'),
    constants: { type: 'call' },
    ignored: names(`
        ${AUDIT}
        | type
      `),
  },
  {
    object: 'activity',
    label: 'Meetings',
    files: names('engagement_meeting | meetings'),
    fields: fields(`
        at: Meeting start time | hs_meeting_start_time | start_time | hs_timestamp | Activity date
        subject: Meeting name | hs_meeting_title | Meeting Title | title
        endAt: Meeting end time | hs_meeting_end_time | end_time
        outcome: Meeting outcome | hs_meeting_outcome | meeting_outcome
        ${ENGAGEMENT}
      `),
    needs: [
      ['at', 'createdAt'],
      ['id', 'subject', 'owner'],
    ],
    marks: names(`
        Meeting start time | meeting_outcome | hs_meeting_title | Meeting outcome | created_from_link_id
          | pre_meeting_prospect_reminders
      `),
    constants: { type: 'meeting' },
    ignored: names(`
        ${AUDIT}
        | type
      `),
  },
  {
    object: 'activity',
    label: 'Emails',
    files: names('engagement_email | emails'),
    fields: fields(`
        subject: Email subject | hs_email_subject | subject
        direction: Email direction | hs_email_direction
        status: Email send status | hs_email_status
        ${ENGAGEMENT}
        ${ACTIVITY_DATE}
      `),
    needs: [
      ['at', 'createdAt'],
      ['id', 'subject', 'owner'],
    ],
    marks: names('Email subject | hs_email_subject | hs_email_direction'),
    constants: { type: 'email' },
    ignored: names(`
        ${AUDIT}
        | type
      `),
  },
  {
    object: 'activity',
    label: 'Tasks',
    files: names('engagement_task | tasks'),
    fields: fields(`
        subject: Task Title | hs_task_subject | subject
        type: hs_task_type | task_type | Task type
        dueDate: Due date | hs_timestamp
        completedAt: Completed at | hs_task_completion_date | completion_date
        status: Task status | hs_task_status | status
        ${ENGAGEMENT}
      `),
    needs: [
      ['dueDate', 'createdAt'],
      ['id', 'subject', 'owner'],
    ],
    marks: names('Task Title | hs_task_type | hs_task_subject | task_type | Task status'),
    constants: { type: 'task' },
    ignored: names(`
        ${AUDIT}
        | type
      `),
  },
  {
    object: 'activity',
    label: 'Notes',
    files: names('engagement_note | notes'),
    fields: fields(`
        subject: Note body | hs_note_body | hs_body_preview | body
        ${ENGAGEMENT}
        ${ACTIVITY_DATE}
      `),
    needs: [
      ['at', 'createdAt'],
      ['id', 'subject', 'owner'],
    ],
    marks: names('hs_note_body | Note body'),
    constants: { type: 'note' },
    ignored: names(`
        ${AUDIT}
        | type
      `),
  },
  {
    object: 'activity',
    label: 'Engagements',
    files: names('engagement | engagements'),
    fields: fields(`
        id: id | engagement_id
        type: type | engagement_type
        at: timestamp | hs_timestamp
        owner: hubspot_owner_id | owner_id | HubSpot owner
        deal: deal_id | Associated Deal IDs | Associated Deal
        account: company_id | Associated Company IDs | Associated Company
        contact: contact_id | Associated Contact IDs | Associated Contact
        createdAt: created_at | hs_createdate
        modifiedAt: last_updated
      `),
    needs: [['type'], ['id'], ['at', 'createdAt', 'owner']],
    marks: names('engagement_type'),
    ignored: names(`
        ${AUDIT}
        | _fivetran_deleted
      `),
  },
  ...hubspotLinks,
  {
    object: null,
    label: 'members of teams',
    files: names('owner_team | team_user'),
    fields: fields(`
        team: team_id
        user: owner_id | user_id
      `),
    needs: [['team'], ['user']],
    marks: names('category | type_id | engagement_type'),
  },
  {
    object: null,
    label: 'links of tickets',
    files: names('ticket_deal | ticket_company | ticket_contact | ticket_engagement'),
    fields: fields(`
        ticket: ticket_id
        to: deal_id | company_id | contact_id | engagement_id
      `),
    needs: [['ticket'], ['to']],
    marks: names('category | type_id | engagement_type'),
  },
  {
    object: null,
    label: 'Tickets',
    files: names('ticket | tickets'),
    fields: fields(`
        id: id | Ticket ID | Record ID
        stage: hs_pipeline_stage | Ticket status
        pipeline: hs_pipeline
        subject: subject | Ticket name
        content: content
        category: hs_ticket_category
        priority: hs_ticket_priority | Priority
        owner: hubspot_owner_id | Ticket owner
      `),
    needs: [['stage']],
    marks: names(`
        hs_ticket_category | hs_ticket_priority | Ticket status | Ticket name | first_agent_reply_date
      `),
  },
  {
    object: null,
    label: 'Ticket pipelines',
    files: names('ticket_pipeline | ticket_pipeline_stage | ticket_property_history'),
    fields: fields(`
        id: pipeline_id | stage_id | ticket_id
        label: label
        order: display_order
      `),
    needs: [['id']],
    marks: names('ticket_state | object_type_id | ticket_id'),
  },
  {
    object: null,
    label: 'property history of other objects',
    files: names('contact_property_history | company_property_history'),
    fields: fields(`
        of: contact_id | company_id
        name: name
        value: value
      `),
    needs: [['of'], ['name'], ['value']],
    marks: names('contact_id | company_id | source_id | timestamp'),
  },
  {
    object: null,
    label: 'marketing e-mail',
    files: names('email_event | email_campaign | email_subscription'),
    fields: fields(`
        id: id
        what: email_campaign_id | response | browser | portal_subscription_status | drop_message | user_agent
          | reply_to | content_id | ip_address
      `),
    needs: [['what']],
    marks: names(`
        email_campaign_id | sent_by_id | filtered_event | user_agent | reply_to | drop_reason | bcc | num_included
      `),
  },
  {
    object: null,
    label: 'definitions of properties',
    files: names('property | property_option'),
    fields: fields(`
        name: property_id | hubspot_defined | field_type
      `),
    needs: [['name']],
    marks: names('hubspot_object | group_name | property_id | hubspot_defined'),
  },
  {
    object: null,
    label: 'forms and lists',
    files: names(`
        form | contact_list | contact_list_member | contact_form_submission | contact_merge_audit
      `),
    fields: fields(`
        id: form_id | contact_list_id | guid | list_id | vid_to_merge
      `),
    needs: [['id']],
    marks: names('form_id | submit_text | conversion_id | contact_list_id | vid_to_merge | canonical_vid'),
  },
]
