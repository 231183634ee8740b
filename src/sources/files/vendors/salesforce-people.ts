import { fields, names, type TableSpec } from './vendor.ts'

const STAMPS = `
  createdAt: CreatedDate | Created Date
  modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
  deleted: IsDeleted | Deleted
`
const LINKS = `
  owner: OwnerId | Owner ID | Assigned To ID | Assigned | Assigned To
  what: WhatId | Related To ID | Related To
  who: WhoId | Name ID
  account: AccountId | Account ID | Company / Account
  contact: Contact ID | Contact
  lead: Lead ID | Lead
  deal: Opportunity ID | Opportunity
`
const AUDIT = `
  LastModifiedById | LastViewedDate | LastReferencedDate | LastActivityDate | MasterRecordId | RecordTypeId
    | PhotoUrl | JigsawContactId | _fivetran_synced | _fivetran_active | _fivetran_start | _fivetran_end
    | _fivetran_deleted
`

/** People, companies and what passes between them: leads, activities, accounts, contacts, users, campaigns. */
export const salesforcePeople: readonly TableSpec[] = [
  {
    object: 'lead',
    label: 'Lead',
    files: names('lead | leads | sf_lead'),
    fields: fields(`
        id: Id | Lead ID
        name: Name | Full Name
        firstName: FirstName | First Name
        lastName: LastName | Last Name
        email: Email
        phone: Phone | MobilePhone
        title: Title
        company: Company | Company / Account
        owner: OwnerId | Lead Owner ID | Lead Owner
        source: LeadSource | Lead Source
        status: Status | Lead Status
        converted: IsConverted | Converted
        convertedAt: ConvertedDate | Converted Date
        deal: ConvertedOpportunityId
        account: ConvertedAccountId
        contact: ConvertedContactId
        ${STAMPS}
      `),
    needs: [
      ['name', 'lastName', 'email'],
      ['company', 'status', 'converted'],
    ],
    marks: names(`
        IsConverted | ConvertedDate | ConvertedOpportunityId | IsUnreadByOwner | Company | Lead Owner | Lead Status
      `),
    ignored: names(`
        ${AUDIT}
        | CreatedById | IsUnreadByOwner | Rating
      `),
  },
  {
    object: 'activity',
    label: 'Task',
    files: names('task | tasks | sf_task | activities'),
    fields: fields(`
        id: Id | TaskId | Activity ID
        type: TaskSubtype | Type | Task Subtype | Activity Type
        subject: Subject
        dueDate: ActivityDate | Due Date | Date
        completedAt: CompletedDateTime | Completed Date/Time | Completed Date
        duration: CallDurationInSeconds | Call Duration | Call Duration (seconds)
        direction: CallType | Call Type
        status: Status
        outcome: CallDisposition | Call Result
        ${STAMPS}
        ${LINKS}
      `),
    needs: [
      ['subject', 'type', 'status'],
      ['what', 'who', 'owner', 'deal', 'account'],
      ['dueDate', 'completedAt', 'createdAt'],
    ],
    marks: names(`
        TaskSubtype | WhatId | WhoId | CallDurationInSeconds | CallType | CallDisposition | ActivityDate
          | CompletedDateTime
      `),
    ignored: names(`
        ${AUDIT}
        | IsClosed | IsHighPriority | IsArchived | WhatCount | WhoCount | CreatedById
      `),
  },
  {
    object: 'activity',
    label: 'Event',
    files: names('event | events | sf_event'),
    fields: fields(`
        id: Id | Activity ID
        subject: Subject
        at: StartDateTime | ActivityDateTime | Start | Start Date/Time
        endAt: EndDateTime | End | End Date/Time
        durationMinutes: DurationInMinutes | Duration
        ${STAMPS}
        ${LINKS}
      `),
    needs: [
      ['at', 'endAt', 'durationMinutes'],
      ['subject', 'owner', 'what'],
    ],
    marks: names(`
        StartDateTime | EndDateTime | DurationInMinutes | ActivityDateTime | IsAllDayEvent | EventSubtype | ShowAs
      `),
    constants: { type: 'meeting' },
    ignored: names(`
        ${AUDIT}
        | ActivityDate | CreatedById | EventSubtype | ShowAs | IsChild | IsGroupEvent | IsPrivate | WhatCount
          | WhoCount | Type
      `),
  },
  {
    object: 'account',
    label: 'Account',
    files: names('account | accounts | sf_account'),
    fields: fields(`
        id: Id | Account ID
        name: Name | Account Name
        parent: ParentId | Parent Account ID | Parent Account
        owner: OwnerId | Account Owner ID | Account Owner
        type: Type | Account Type
        industry: Industry
        segment: Segment
        website: Website
        country: BillingCountry | Billing Country
        ${STAMPS}
      `),
    needs: [['name'], ['industry', 'website', 'type', 'parent', 'owner', 'country']],
    marks: names(`
        BillingCountry | NumberOfEmployees | AnnualRevenue | Industry | TickerSymbol | Account Owner | Sic
      `),
    ignored: names(`
        ${AUDIT}
        | CreatedById
      `),
  },
  {
    object: 'contact',
    label: 'Contact',
    files: names('contact | contacts | sf_contact'),
    fields: fields(`
        id: Id | Contact ID
        name: Name | Full Name
        firstName: FirstName | First Name
        lastName: LastName | Last Name
        email: Email
        phone: Phone | MobilePhone | Mobile
        title: Title
        account: AccountId | Account ID | Account Name
        owner: OwnerId | Contact Owner ID | Contact Owner
        source: LeadSource | Lead Source
        ${STAMPS}
      `),
    needs: [
      ['name', 'lastName', 'email'],
      ['account', 'phone', 'title', 'owner'],
    ],
    marks: names(`
        AccountId | ReportsToId | MailingCity | MailingCountry | Contact Owner | IsEmailBounced
      `),
    ignored: names(`
        ${AUDIT}
        | CreatedById | IsEmailBounced | ReportsToId | Salutation
      `),
  },
  {
    object: 'person',
    label: 'User',
    files: names('user | users | sf_user'),
    fields: fields(`
        id: Id | User ID
        name: Name | Full Name
        firstName: FirstName | First Name
        lastName: LastName | Last Name
        email: Email
        phone: Phone | MobilePhone
        title: Title
        active: IsActive | Active
        team: UserRoleId | Role ID | Role
        manager: ManagerId | Manager ID | Manager
        office: Division
        createdAt: CreatedDate | Created Date
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
    needs: [
      ['name', 'lastName', 'email'],
      ['active', 'team', 'manager', 'email'],
    ],
    marks: names(`
        Username | UserRoleId | ProfileId | Alias | UserType | LocaleSidKey | TimeZoneSidKey | LastLoginDate
      `),
    ignored: names(`
        ${AUDIT}
        | Username | Alias | ProfileId | Profile | LastLoginDate | LocaleSidKey | LanguageLocaleKey
          | EmailEncodingKey | CreatedById
      `),
  },
  {
    object: 'team',
    label: 'UserRole',
    files: names('userrole | userroles | sf_user_role'),
    fields: fields(`
        id: Id | Role ID
        name: Name | Role Name
        parent: ParentRoleId | Parent Role
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
    needs: [['name'], ['parent']],
    marks: names(`
        ParentRoleId | RollupDescription | ForecastUserId | OpportunityAccessForAccountOwner | DeveloperName
      `),
    ignored: names(`
        ${AUDIT}
        | DeveloperName | RollupDescription | PortalType
      `),
  },
  {
    object: 'campaign',
    label: 'Campaign',
    files: names('campaign | campaigns'),
    fields: fields(`
        id: Id | Campaign ID
        name: Name | Campaign Name
        type: Type | Campaign Type
        status: Status
        startDate: StartDate | Start Date
        endDate: EndDate | End Date
        budget: BudgetedCost | Budgeted Cost
        cost: ActualCost | Actual Cost
        createdAt: CreatedDate | Created Date
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
    needs: [['name'], ['startDate', 'endDate', 'budget', 'cost', 'status', 'type']],
    marks: names(`
        BudgetedCost | ActualCost | NumberOfLeads | NumberSent | ExpectedResponse | Campaign Name
      `),
    ignored: names(`
        ${AUDIT}
        | CreatedById | IsDeleted
      `),
  },
  {
    object: 'campaignMember',
    label: 'CampaignMember',
    files: names('campaignmember | campaignmembers'),
    fields: fields(`
        id: Id
        campaign: CampaignId | Campaign ID | Campaign Name
        lead: LeadId | Lead ID
        contact: ContactId | Contact ID
        name: Name
        status: Status | Member Status
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
    needs: [['campaign'], ['lead', 'contact', 'name']],
    marks: names('CampaignId | HasResponded | FirstRespondedDate | Member Status'),
    ignored: names(`
        ${AUDIT}
        | CreatedById | CreatedDate | IsDeleted | HasResponded
      `),
  },
  {
    object: null,
    label: 'Order',
    files: names('order | orders | sf_order'),
    fields: fields(`
        id: Id
        number: OrderNumber
        status: Status
        account: AccountId
      `),
    needs: [['number']],
    marks: names('OrderNumber | EffectiveDate | ActivatedDate | OrderReferenceNumber | PoNumber'),
  },
  {
    object: null,
    label: 'Case',
    files: names('case | cases'),
    fields: fields(`
        id: Id
        number: CaseNumber
        status: Status
        origin: Origin | Case Origin
      `),
    needs: [['number', 'origin']],
    marks: names('CaseNumber | Origin | IsEscalated | SuppliedEmail'),
  },
]
