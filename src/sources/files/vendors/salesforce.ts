import type { TableSpec, VendorSpec } from './vendor.ts'

/** Stamps and owners all standard objects share: API names (Data Export), then report labels. */
const COMMON = {
  createdAt: ['CreatedDate', 'Created Date'],
  modifiedAt: ['LastModifiedDate', 'SystemModstamp', 'Last Modified Date'],
  deleted: ['IsDeleted', 'Deleted'],
} as const
const CURRENCY = { currency: ['CurrencyIsoCode'] } as const
const AUDIT = [
  'LastModifiedById', 'LastViewedDate', 'LastReferencedDate', 'LastActivityDate', 'MasterRecordId', 'RecordTypeId', 'PhotoUrl',
  'JigsawContactId', '_fivetran_synced', '_fivetran_active', '_fivetran_start', '_fivetran_end', '_fivetran_deleted',
]

const task: TableSpec = {
  object: 'activity', label: 'Task', files: ['task', 'tasks', 'sf_task', 'activities'],
  fields: {
    id: ['Id', 'TaskId', 'Activity ID'], type: ['TaskSubtype', 'Type', 'Task Subtype', 'Activity Type'], subject: ['Subject'],
    owner: ['OwnerId', 'Owner ID', 'Assigned To ID', 'Assigned', 'Assigned To'], what: ['WhatId', 'Related To ID', 'Related To'],
    who: ['WhoId', 'Name ID'], account: ['AccountId', 'Account ID', 'Company / Account'],
    contact: ['Contact ID', 'Contact'], lead: ['Lead ID', 'Lead'], deal: ['Opportunity ID', 'Opportunity'],
    dueDate: ['ActivityDate', 'Due Date', 'Date'], completedAt: ['CompletedDateTime', 'Completed Date/Time', 'Completed Date'],
    duration: ['CallDurationInSeconds', 'Call Duration', 'Call Duration (seconds)'], direction: ['CallType', 'Call Type'],
    status: ['Status'], outcome: ['CallDisposition', 'Call Result'], ...COMMON,
  },
  needs: [['subject', 'type', 'status'], ['what', 'who', 'owner', 'deal', 'account'], ['dueDate', 'completedAt', 'createdAt']],
  marks: ['TaskSubtype', 'WhatId', 'WhoId', 'CallDurationInSeconds', 'CallType', 'CallDisposition', 'ActivityDate', 'CompletedDateTime'],
  constants: {},
  ignored: [...AUDIT, 'IsClosed', 'IsHighPriority', 'IsArchived', 'WhatCount', 'WhoCount', 'CreatedById'],
}

export const salesforce: VendorSpec = {
  id: 'salesforce',
  signature: /__c$|^(?:Is|Has)[A-Z]|^[A-Z][a-z]+[A-Za-z]*Id$|^SystemModstamp$/,
  stages: {
    Prospecting: 'open', Qualification: 'open', 'Needs Analysis': 'open', 'Value Proposition': 'open', 'Id. Decision Makers': 'open',
    'Perception Analysis': 'open', 'Proposal/Price Quote': 'open', 'Negotiation/Review': 'open', 'Closed Won': 'won', 'Closed Lost': 'lost',
  },
  tables: [
    {
      object: 'deal', label: 'Opportunity', files: ['opportunity', 'opportunities', 'sf_opportunity'],
      fields: {
        id: ['Id', 'OpportunityId', 'Opportunity ID', '18 Digit Opportunity ID'], name: ['Name', 'Opportunity Name'],
        owner: ['OwnerId', 'Opportunity Owner ID', 'Owner ID', 'Opportunity Owner'], creator: ['CreatedById', 'Created By ID', 'Created By'],
        account: ['AccountId', 'Account ID', 'Account Name'], contact: ['ContactId', 'Primary Contact ID', 'Primary Contact'],
        campaign: ['CampaignId', 'Primary Campaign Source ID', 'Primary Campaign Source'], stage: ['StageName', 'Stage'],
        closed: ['IsClosed', 'Closed'], won: ['IsWon', 'Won'], amount: ['Amount', 'Amount (converted)'], ...CURRENCY,
        probability: ['Probability', 'Probability (%)'], closeDate: ['CloseDate', 'Close Date'], type: ['Type', 'Opportunity Type'],
        source: ['LeadSource', 'Lead Source'], reason: ['Loss Reason', 'Lost Reason', 'Closed Lost Reason', 'Won Lost Reason'],
        forecastCategory: ['ForecastCategoryName', 'ForecastCategory', 'Forecast Category'], nextStep: ['NextStep', 'Next Step'],
        stageChangedAt: ['LastStageChangeDate', 'Last Stage Change Date'], ...COMMON,
      },
      needs: [['stage', 'closed', 'won', 'closeDate'], ['name', 'id', 'amount']],
      marks: ['IsWon', 'ForecastCategory', 'ForecastCategoryName', 'LastStageChangeDate', 'Opportunity Name', 'Opportunity Owner', 'ExpectedRevenue', 'HasOpportunityLineItem'],
      ignored: [
        ...AUDIT, 'ExpectedRevenue', 'Fiscal', 'FiscalYear', 'FiscalQuarter', 'Fiscal Period', 'Age', 'PushCount', 'HasOpenActivity', 'HasOverdueTask',
        'HasOpportunityLineItem', 'IsPrivate', 'Pricebook2Id', 'TotalOpportunityQuantity', 'LastAmountChangedHistoryId', 'LastCloseDateChangedHistoryId',
        'Owner Role', 'SyncedQuoteId', 'Territory2Id', 'IsExcludedFromTerritory2Filter',
      ],
    },
    {
      object: 'dealHistory', label: 'OpportunityHistory', files: ['opportunityhistory', 'sf_opportunity_history', 'stagehistory'],
      fields: {
        id: ['Id'], deal: ['OpportunityId', 'Opportunity ID', 'OppID', 'Opportunity Name'], at: ['CreatedDate', 'Created Date', 'Last Modified', 'Edit Date'],
        by: ['CreatedById', 'Last Modified By'], stage: ['StageName', 'To Stage', 'Stage'], amount: ['Amount'], ...CURRENCY, closeDate: ['CloseDate', 'Close Date'],
        probability: ['Probability', 'Probability (%)'], forecastCategory: ['ForecastCategory'],
      },
      needs: [['deal'], ['at'], ['stage']],
      marks: ['OppID', 'SortOrder', 'PrevAmount', 'PrevCloseDate', 'To Stage', 'From Stage'],
      ignored: [...AUDIT, 'SystemModstamp', 'IsDeleted', 'ExpectedRevenue', 'PrevAmount', 'PrevCloseDate', 'SortOrder', 'From Stage'],
    },
    {
      object: 'dealHistory', label: 'Opportunity history (replicated)', files: ['sf_opportunity_history'],
      fields: {
        deal: ['Id'], at: ['_fivetran_start'], stage: ['StageName'], amount: ['Amount'], ...CURRENCY, closeDate: ['CloseDate'], probability: ['Probability'], forecastCategory: ['ForecastCategoryName', 'ForecastCategory'],
      },
      needs: [['deal'], ['at'], ['stage']],
      marks: ['_fivetran_start', '_fivetran_end', '_fivetran_active', 'AccountId', 'Name', 'IsClosed', 'LeadSource', 'OwnerId', 'Type', 'StageName', 'CloseDate', 'IsWon', 'ForecastCategoryName', 'HasOpportunityLineItem', 'ExpectedRevenue'],
      ignored: ['LastActivityDate', 'LastViewedDate', 'LastReferencedDate', '_fivetran_synced', 'CreatedDate'],
    },
    { object: null, label: 'history of accounts', files: ['sf_account_history'], fields: { id: ['Id'], at: ['_fivetran_start'], name: ['Name'], owner: ['OwnerId'] }, needs: [['at'], ['name']], marks: ['_fivetran_start', '_fivetran_end', 'BillingCountry', 'AnnualRevenue', 'NumberOfEmployees', 'Industry', 'Ownership', 'AccountSource', 'AccountNumber', 'ParentId', 'Website', 'ShippingCountry'] },
    { object: null, label: 'history of contacts', files: ['sf_contact_history'], fields: { id: ['Id'], at: ['_fivetran_start'], name: ['LastName'], account: ['AccountId'], email: ['Email'] }, needs: [['at'], ['name']], marks: ['_fivetran_start', '_fivetran_end', 'MailingCity', 'MailingCountry', 'ReportsToId', 'IndividualId', 'MobilePhone', 'HomePhone', 'FirstName', 'LastName', 'Email'] },
    {
      object: 'dealFieldHistory', label: 'OpportunityFieldHistory', files: ['opportunityfieldhistory'],
      fields: {
        id: ['Id'], deal: ['OpportunityId', 'Opportunity ID', 'Opportunity Name'], at: ['CreatedDate', 'Edit Date'], by: ['CreatedById', 'Edited By'],
        field: ['Field', 'Field / Event'], oldValue: ['OldValue', 'Old Value'], newValue: ['NewValue', 'New Value'],
      },
      needs: [['deal'], ['at'], ['field'], ['newValue', 'oldValue']],
      marks: ['OldValue', 'NewValue', 'Field'],
      ignored: [...AUDIT, 'IsDeleted', 'DataType'],
    },
    {
      object: 'lineItem', label: 'OpportunityLineItem', files: ['opportunitylineitem', 'opportunityproduct', 'sf_opportunity_line_item'],
      fields: {
        id: ['Id', 'Line Item ID'], deal: ['OpportunityId', 'Opportunity ID', 'Opportunity Name'], product: ['Product2Id', 'Product ID', 'ProductCode', 'Product Name'],
        name: ['Name'], quantity: ['Quantity'], listPrice: ['ListPrice', 'List Price'], price: ['UnitPrice', 'Sales Price'],
        discount: ['Discount'], total: ['TotalPrice', 'Total Price'], ...CURRENCY, modifiedAt: COMMON.modifiedAt, deleted: COMMON.deleted,
      },
      needs: [['deal'], ['product', 'name'], ['quantity', 'price', 'total']],
      marks: ['PricebookEntryId', 'TotalPrice', 'UnitPrice', 'Product2Id', 'Quantity'],
      ignored: [...AUDIT, 'CreatedById', 'CreatedDate', 'PricebookEntryId', 'SortOrder', 'ServiceDate', 'HasSchedule', 'HasRevenueSchedule', 'HasQuantitySchedule'],
    },
    {
      object: 'product', label: 'Product2', files: ['product2', 'products', 'sf_product_2'],
      fields: {
        id: ['Id', 'Product ID'], name: ['Name', 'Product Name'], code: ['ProductCode', 'Product Code'], family: ['Family', 'Product Family'],
        active: ['IsActive', 'Active'], ...CURRENCY, modifiedAt: COMMON.modifiedAt,
      },
      needs: [['name'], ['code', 'family']],
      marks: ['Family', 'ProductCode', 'StockKeepingUnit', 'QuantityUnitOfMeasure'],
      ignored: [...AUDIT, 'CreatedById', 'CreatedDate', 'IsDeleted', 'IsArchived'],
    },
    {
      object: 'priceBook', label: 'Pricebook2', files: ['pricebook2', 'pricebook'],
      fields: { id: ['Id'], name: ['Name', 'Price Book Name'], active: ['IsActive', 'Active'], modifiedAt: COMMON.modifiedAt },
      needs: [['name'], ['active']],
      marks: ['IsStandard', 'Price Book Name'],
      ignored: [...AUDIT, 'CreatedById', 'CreatedDate', 'IsDeleted', 'IsStandard', 'Description'],
    },
    {
      object: 'priceBookEntry', label: 'PricebookEntry', files: ['pricebookentry'],
      fields: {
        id: ['Id'], priceBook: ['Pricebook2Id', 'Price Book ID', 'Price Book Name'], product: ['Product2Id', 'Product ID', 'Product Name'],
        price: ['UnitPrice', 'List Price'], ...CURRENCY, active: ['IsActive', 'Active'], modifiedAt: COMMON.modifiedAt,
      },
      needs: [['priceBook'], ['product'], ['price']],
      marks: ['Pricebook2Id', 'UseStandardPrice'],
      ignored: [...AUDIT, 'CreatedById', 'CreatedDate', 'IsDeleted', 'Name', 'ProductCode', 'UseStandardPrice'],
    },
    {
      object: 'lead', label: 'Lead', files: ['lead', 'leads', 'sf_lead'],
      fields: {
        id: ['Id', 'Lead ID'], name: ['Name', 'Full Name'], firstName: ['FirstName', 'First Name'], lastName: ['LastName', 'Last Name'], email: ['Email'],
        phone: ['Phone', 'MobilePhone'], title: ['Title'], company: ['Company', 'Company / Account'], owner: ['OwnerId', 'Lead Owner ID', 'Lead Owner'],
        source: ['LeadSource', 'Lead Source'], status: ['Status', 'Lead Status'], converted: ['IsConverted', 'Converted'],
        convertedAt: ['ConvertedDate', 'Converted Date'], deal: ['ConvertedOpportunityId'], account: ['ConvertedAccountId'], contact: ['ConvertedContactId'], ...COMMON,
      },
      needs: [['name', 'lastName', 'email'], ['company', 'status', 'converted']],
      marks: ['IsConverted', 'ConvertedDate', 'ConvertedOpportunityId', 'IsUnreadByOwner', 'Company', 'Lead Owner', 'Lead Status'],
      ignored: [...AUDIT, 'CreatedById', 'IsUnreadByOwner', 'Rating'],
    },
    task,
    {
      object: 'activity', label: 'Event', files: ['event', 'events', 'sf_event'],
      fields: {
        id: ['Id', 'Activity ID'], subject: ['Subject'], owner: task.fields['owner']!, what: task.fields['what']!, who: task.fields['who']!,
        account: task.fields['account']!, contact: task.fields['contact']!, lead: task.fields['lead']!, deal: task.fields['deal']!,
        at: ['StartDateTime', 'ActivityDateTime', 'Start', 'Start Date/Time'], endAt: ['EndDateTime', 'End', 'End Date/Time'],
        durationMinutes: ['DurationInMinutes', 'Duration'], ...COMMON,
      },
      needs: [['at', 'endAt', 'durationMinutes'], ['subject', 'owner', 'what']],
      marks: ['StartDateTime', 'EndDateTime', 'DurationInMinutes', 'ActivityDateTime', 'IsAllDayEvent', 'EventSubtype', 'ShowAs'],
      constants: { type: 'meeting' },
      ignored: [...AUDIT, 'ActivityDate', 'CreatedById', 'EventSubtype', 'ShowAs', 'IsChild', 'IsGroupEvent', 'IsPrivate', 'WhatCount', 'WhoCount', 'Type'],
    },
    {
      object: 'account', label: 'Account', files: ['account', 'accounts', 'sf_account'],
      fields: {
        id: ['Id', 'Account ID'], name: ['Name', 'Account Name'], parent: ['ParentId', 'Parent Account ID', 'Parent Account'], owner: ['OwnerId', 'Account Owner ID', 'Account Owner'],
        type: ['Type', 'Account Type'], industry: ['Industry'], segment: ['Segment'], website: ['Website'], country: ['BillingCountry', 'Billing Country'], ...COMMON,
      },
      needs: [['name'], ['industry', 'website', 'type', 'parent', 'owner', 'country']],
      marks: ['BillingCountry', 'NumberOfEmployees', 'AnnualRevenue', 'Industry', 'TickerSymbol', 'Account Owner', 'Sic'],
      ignored: [...AUDIT, 'CreatedById'],
    },
    {
      object: 'contact', label: 'Contact', files: ['contact', 'contacts', 'sf_contact'],
      fields: {
        id: ['Id', 'Contact ID'], name: ['Name', 'Full Name'], firstName: ['FirstName', 'First Name'], lastName: ['LastName', 'Last Name'], email: ['Email'],
        phone: ['Phone', 'MobilePhone', 'Mobile'], title: ['Title'], account: ['AccountId', 'Account ID', 'Account Name'], owner: ['OwnerId', 'Contact Owner ID', 'Contact Owner'],
        source: ['LeadSource', 'Lead Source'], ...COMMON,
      },
      needs: [['name', 'lastName', 'email'], ['account', 'phone', 'title', 'owner']],
      marks: ['AccountId', 'ReportsToId', 'MailingCity', 'MailingCountry', 'Contact Owner', 'IsEmailBounced'],
      ignored: [...AUDIT, 'CreatedById', 'IsEmailBounced', 'ReportsToId', 'Salutation'],
    },
    {
      object: 'person', label: 'User', files: ['user', 'users', 'sf_user'],
      fields: {
        id: ['Id', 'User ID'], name: ['Name', 'Full Name'], firstName: ['FirstName', 'First Name'], lastName: ['LastName', 'Last Name'], email: ['Email'],
        phone: ['Phone', 'MobilePhone'], title: ['Title'], active: ['IsActive', 'Active'], team: ['UserRoleId', 'Role ID', 'Role'], manager: ['ManagerId', 'Manager ID', 'Manager'],
        office: ['Division'], createdAt: COMMON.createdAt, modifiedAt: COMMON.modifiedAt,
      },
      needs: [['name', 'lastName', 'email'], ['active', 'team', 'manager', 'email']],
      marks: ['Username', 'UserRoleId', 'ProfileId', 'Alias', 'UserType', 'LocaleSidKey', 'TimeZoneSidKey', 'LastLoginDate'],
      ignored: [...AUDIT, 'Username', 'Alias', 'ProfileId', 'Profile', 'LastLoginDate', 'LocaleSidKey', 'LanguageLocaleKey', 'EmailEncodingKey', 'CreatedById'],
    },
    {
      object: 'team', label: 'UserRole', files: ['userrole', 'userroles', 'sf_user_role'],
      fields: { id: ['Id', 'Role ID'], name: ['Name', 'Role Name'], parent: ['ParentRoleId', 'Parent Role'], modifiedAt: COMMON.modifiedAt },
      needs: [['name'], ['parent']],
      marks: ['ParentRoleId', 'RollupDescription', 'ForecastUserId', 'OpportunityAccessForAccountOwner', 'DeveloperName'],
      ignored: [...AUDIT, 'DeveloperName', 'RollupDescription', 'PortalType'],
    },
    {
      object: 'campaign', label: 'Campaign', files: ['campaign', 'campaigns'],
      fields: {
        id: ['Id', 'Campaign ID'], name: ['Name', 'Campaign Name'], type: ['Type', 'Campaign Type'], status: ['Status'], startDate: ['StartDate', 'Start Date'],
        endDate: ['EndDate', 'End Date'], budget: ['BudgetedCost', 'Budgeted Cost'], cost: ['ActualCost', 'Actual Cost'], createdAt: COMMON.createdAt, modifiedAt: COMMON.modifiedAt,
      },
      needs: [['name'], ['startDate', 'endDate', 'budget', 'cost', 'status', 'type']],
      marks: ['BudgetedCost', 'ActualCost', 'NumberOfLeads', 'NumberSent', 'ExpectedResponse', 'Campaign Name'],
      ignored: [...AUDIT, 'CreatedById', 'IsDeleted'],
    },
    {
      object: 'campaignMember', label: 'CampaignMember', files: ['campaignmember', 'campaignmembers'],
      fields: {
        id: ['Id'], campaign: ['CampaignId', 'Campaign ID', 'Campaign Name'], lead: ['LeadId', 'Lead ID'], contact: ['ContactId', 'Contact ID'], name: ['Name'],
        status: ['Status', 'Member Status'], modifiedAt: COMMON.modifiedAt,
      },
      needs: [['campaign'], ['lead', 'contact', 'name']],
      marks: ['CampaignId', 'HasResponded', 'FirstRespondedDate', 'Member Status'],
      ignored: [...AUDIT, 'CreatedById', 'CreatedDate', 'IsDeleted', 'HasResponded'],
    },
    {
      object: null, label: 'Order', files: ['order', 'orders', 'sf_order'],
      fields: { id: ['Id'], number: ['OrderNumber'], status: ['Status'], account: ['AccountId'] },
      needs: [['number']],
      marks: ['OrderNumber', 'EffectiveDate', 'ActivatedDate', 'OrderReferenceNumber', 'PoNumber'],
    },
    {
      object: null, label: 'Case', files: ['case', 'cases'],
      fields: { id: ['Id'], number: ['CaseNumber'], status: ['Status'], origin: ['Origin', 'Case Origin'] },
      needs: [['number', 'origin']],
      marks: ['CaseNumber', 'Origin', 'IsEscalated', 'SuppliedEmail'],
    },
  ],
}
