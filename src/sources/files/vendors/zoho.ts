import { fields, names, stageKinds, type VendorSpec } from './vendor.ts'
import { zohoDocuments } from './zoho-documents.ts'

/** Headers of exports, older ones with `Potential`, newer ones with `Deal`. */
const STAMPS = `
  createdAt: Created Time
  modifiedAt: Modified Time | Last Modified Time
`
const LINKS = `
  deal: POTENTIALID | Deal Id | Potential Id | Deal Name | Potential Name
  account: ACCOUNTID | Account Id | Account Name
  contact: CONTACTID | Contact Id | Contact Name
  lead: LEADID | Lead Id
  what: Related To Id | What Id | Related To
  who: Who Id | Who Id Id
`
const DERIVED = `
  Age in Days | Age Tier | Amount Tier | Tasks Involved | Events Involved | Calls Involved | Activities Involved
    | SEMODULE | month_Created Time1 | Tag | Currency Exchange Rate
`

export const zoho: VendorSpec = {
  id: 'zoho',
  stages: stageKinds({
    open: `
      Qualification | Needs Analysis | Value Proposition | Identify Decision Makers | Id. Decision Makers
        | Initial Offer | Proposal/Price Quote | Negotiation/Review | Negotiation
    `,
    won: 'Closed Won',
    lost: 'Closed Lost | Closed Lost to Competition | Closed-Lost to Competition',
  }),
  tables: [
    {
      object: 'deal',
      label: 'Potentials',
      files: names('potentials | potential | deals'),
      fields: fields(`
        id: POTENTIALID | Record Id | Deal Id | Potential Id
        name: Potential Name | Deal Name
        owner: Potential Owner Id | Deal Owner Id | Potential Owner | Deal Owner
        creator: Created By Id | Created By
        account: ACCOUNTID | Account Id | Account Name
        contact: CONTACTID | Contact Id | Contact Name
        lead: LEADID | Lead Id
        campaign: CAMPAIGNID | Campaign Id | Campaign Source
        pipeline: Pipeline
        stage: Stage
        amount: Amount
        currency: Currency
        probability: Probability | Probability (%)
        closeDate: Closing Date
        stageChangedAt: Stage Modified Time
        type: Type | Deal Type
        source: Lead Source
        reason: Reason For Loss | Reason for Loss (Deal)
        forecastCategory: Forecast Category | Forecast Type
        nextStep: Next Step
        ${STAMPS}
      `),
      needs: [
        ['stage', 'closeDate'],
        ['name', 'amount'],
      ],
      marks: names(`
        Potential Name | Potential Owner | Closing Date | Forecast Type | Amount Tier | POTENTIALID
      `),
      ignored: names(`
        ${DERIVED}
        | Expected Revenue | Overall Sales Duration | Sales Cycle Duration
      `),
    },
    {
      object: 'dealHistory',
      label: 'Stage History',
      files: names('stage history | deal stage history | potential stage history'),
      fields: fields(`
        id: Id
        deal: Deal Id | POTENTIALID | Potential Id | Deal Name | Potential Name
        at: Modified Time | Last Modified Time | Changed Time
        by: Modified By Id | Modified By
        stage: Stage
        amount: Amount
        closeDate: Closing Date
        probability: Probability | Probability (%)
      `),
      needs: [['deal'], ['at'], ['stage']],
      marks: names('Stage Duration (Calendar Days) | Stage Duration | Moved To'),
      ignored: names(`
        ${DERIVED}
        | Expected Revenue
      `),
    },
    {
      object: 'activity',
      label: 'Calls',
      files: names('calls | call'),
      fields: fields(`
        id: TASKID | CALLID | Record Id | Call Id
        subject: Subject
        owner: Call Owner Id | Call Owner
        at: Call Start Time
        duration: Call Duration (in seconds) | Call Duration
        durationMinutes: Call Duration (in minutes)
        direction: Call Type
        status: Call Status
        outcome: Call Result | Call Outcome
        ${STAMPS}
        ${LINKS}
      `),
      needs: [['at'], ['duration', 'durationMinutes', 'direction', 'subject']],
      marks: names('Call Start Time | Call Duration (in seconds) | Call Type | Call Purpose | Call Owner'),
      constants: { type: 'call' },
      ignored: names(`
        ${DERIVED}
        | Billable
      `),
    },
    {
      object: 'activity',
      label: 'Events',
      files: names('events | event | meetings'),
      fields: fields(`
        id: EVENTID | Record Id | Event Id
        subject: Subject | Title | Event Title
        owner: Event Owner Id | Host Id | Event Owner | Host
        at: Start DateTime | From | Start Time
        endAt: End DateTime | To | End Time
        ${STAMPS}
        ${LINKS}
      `),
      needs: [['at'], ['endAt', 'subject']],
      marks: names('EVENTID | Start DateTime | End DateTime | Event Owner'),
      constants: { type: 'meeting' },
      ignored: names(DERIVED),
    },
    {
      object: 'activity',
      label: 'Tasks',
      files: names('tasks | task'),
      fields: fields(`
        id: TASKID | Record Id | Task Id
        subject: Subject
        owner: Task Owner Id | Task Owner
        dueDate: Due Date
        completedAt: Closed Time
        status: Status
        ${STAMPS}
        ${LINKS}
      `),
      needs: [['dueDate', 'status'], ['subject'], ['owner', 'status']],
      marks: names('Task Owner | Due Date | Closed Time'),
      constants: { type: 'task' },
      ignored: names(`
        ${DERIVED}
        | Priority
      `),
    },
    {
      object: 'account',
      label: 'Accounts',
      files: names('accounts | account'),
      fields: fields(`
        id: ACCOUNTID | Record Id | Account Id
        name: Account Name
        parent: Parent Account Id | Parent Account
        owner: Account Owner Id | Account Owner
        type: Account Type
        industry: Industry
        website: Website
        country: Billing Country
        ${STAMPS}
      `),
      needs: [['name'], ['owner', 'type', 'industry', 'website']],
      marks: names('ACCOUNTID | Account Owner | Account Type'),
      ignored: names(DERIVED),
    },
    {
      object: 'contact',
      label: 'Contacts',
      files: names('contacts | contact'),
      fields: fields(`
        id: CONTACTID | Record Id | Contact Id
        name: Full Name | Contact Name
        firstName: First Name
        lastName: Last Name
        email: Email
        phone: Mobile | Phone
        title: Title
        account: Account Id | ACCOUNTID | Account Name
        owner: Contact Owner Id | Contact Owner
        source: Lead Source
        ${STAMPS}
      `),
      needs: [
        ['lastName', 'name', 'email'],
        ['account', 'owner'],
      ],
      marks: names('CONTACTID | Contact Owner | Contact Owner Id'),
      ignored: names(DERIVED),
    },
    {
      object: 'lead',
      label: 'Leads',
      files: names('leads | lead'),
      fields: fields(`
        id: LEADID | Record Id | Lead Id
        name: Full Name | Lead Name
        firstName: First Name
        lastName: Last Name
        email: Email
        phone: Mobile | Phone
        title: Title | Designation
        company: Company
        owner: Lead Owner Id | Lead Owner
        source: Lead Source
        status: Lead Status
        converted: CONVERTED | Is Converted | Converted
        convertedAt: Converted Time | Converted Date Time
        deal: Converted Deal Id
        account: Converted Account Id
        contact: Converted Contact Id
        ${STAMPS}
      `),
      needs: [
        ['lastName', 'name', 'email'],
        ['company', 'status', 'owner'],
      ],
      marks: names('LEADID | Lead Owner | Lead Status | CONVERTED'),
      ignored: names(`
        ${DERIVED}
        | Website | Industry
      `),
    },
    {
      object: 'person',
      label: 'Users',
      files: names('users | user'),
      fields: fields(`
        id: USER_ID | User Id | Record Id
        name: Full Name | User Name
        firstName: First Name
        lastName: Last Name
        email: Email
        team: Role
        manager: Reporting To
        active: Status
        createdAt: Created Time
      `),
      needs: [['lastName', 'name'], ['email']],
      marks: names('USER_ID | Reporting To | Profile'),
    },
    ...zohoDocuments,
  ],
}
