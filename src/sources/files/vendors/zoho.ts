import type { TableSpec, VendorSpec } from './vendor.ts'

const STAMPS = { createdAt: ['Created Time'], modifiedAt: ['Modified Time', 'Last Modified Time'] } as const
const LINKS = {
  deal: ['POTENTIALID', 'Deal Id', 'Potential Id', 'Deal Name', 'Potential Name'], account: ['ACCOUNTID', 'Account Id', 'Account Name'], contact: ['CONTACTID', 'Contact Id', 'Contact Name'],
  lead: ['LEADID', 'Lead Id'], what: ['Related To Id', 'What Id', 'Related To'], who: ['Who Id', 'Who Id Id'],
} as const
const DERIVED = ['Age in Days', 'Age Tier', 'Amount Tier', 'Tasks Involved', 'Events Involved', 'Calls Involved', 'Activities Involved', 'SEMODULE', 'month_Created Time1', 'Tag', 'Currency Exchange Rate']

const leftOut = (label: string, files: readonly string[], number: readonly string[], marks: readonly string[]): TableSpec => ({
  object: null, label, files, fields: { number, total: ['Grand Total', 'Gross Total', 'Net Total', 'Sub Total'] }, needs: [['number']], marks: [...number, ...marks],
})

export const zoho: VendorSpec = {
  id: 'zoho',
  stages: {
    Qualification: 'open', 'Needs Analysis': 'open', 'Value Proposition': 'open', 'Identify Decision Makers': 'open', 'Id. Decision Makers': 'open', 'Initial Offer': 'open',
    'Proposal/Price Quote': 'open', 'Negotiation/Review': 'open', 'Negotiation': 'open', 'Closed Won': 'won', 'Closed Lost': 'lost', 'Closed Lost to Competition': 'lost', 'Closed-Lost to Competition': 'lost',
  },
  tables: [
    {
      object: 'deal', label: 'Potentials', files: ['potentials', 'potential', 'deals'],
      fields: {
        id: ['POTENTIALID', 'Record Id', 'Deal Id', 'Potential Id'], name: ['Potential Name', 'Deal Name'], owner: ['Potential Owner Id', 'Deal Owner Id', 'Potential Owner', 'Deal Owner'],
        creator: ['Created By Id', 'Created By'], account: ['ACCOUNTID', 'Account Id', 'Account Name'], contact: ['CONTACTID', 'Contact Id', 'Contact Name'], lead: ['LEADID', 'Lead Id'],
        campaign: ['CAMPAIGNID', 'Campaign Id', 'Campaign Source'], pipeline: ['Pipeline'], stage: ['Stage'], amount: ['Amount'], currency: ['Currency'], probability: ['Probability', 'Probability (%)'],
        closeDate: ['Closing Date'], ...STAMPS, stageChangedAt: ['Stage Modified Time'], type: ['Type', 'Deal Type'], source: ['Lead Source'], reason: ['Reason For Loss', 'Reason for Loss (Deal)'],
        forecastCategory: ['Forecast Category', 'Forecast Type'], nextStep: ['Next Step'],
      },
      needs: [['stage', 'closeDate'], ['name', 'amount']],
      marks: ['Potential Name', 'Potential Owner', 'Closing Date', 'Forecast Type', 'Amount Tier', 'POTENTIALID'],
      ignored: [...DERIVED, 'Expected Revenue', 'Overall Sales Duration', 'Sales Cycle Duration'],
    },
    {
      object: 'dealHistory', label: 'Stage History', files: ['stage history', 'deal stage history', 'potential stage history'],
      fields: {
        id: ['Id'], deal: ['Deal Id', 'POTENTIALID', 'Potential Id', 'Deal Name', 'Potential Name'], at: ['Modified Time', 'Last Modified Time', 'Changed Time'], by: ['Modified By Id', 'Modified By'],
        stage: ['Stage'], amount: ['Amount'], closeDate: ['Closing Date'], probability: ['Probability', 'Probability (%)'],
      },
      needs: [['deal'], ['at'], ['stage']], marks: ['Stage Duration (Calendar Days)', 'Stage Duration', 'Moved To'], ignored: [...DERIVED, 'Expected Revenue'],
    },
    {
      object: 'activity', label: 'Calls', files: ['calls', 'call'],
      fields: {
        id: ['TASKID', 'CALLID', 'Record Id', 'Call Id'], subject: ['Subject'], owner: ['Call Owner Id', 'Call Owner'], ...LINKS, at: ['Call Start Time'],
        duration: ['Call Duration (in seconds)', 'Call Duration'], durationMinutes: ['Call Duration (in minutes)'], direction: ['Call Type'], status: ['Call Status'],
        outcome: ['Call Result', 'Call Outcome'], ...STAMPS,
      },
      needs: [['at'], ['duration', 'durationMinutes', 'direction', 'subject']],
      marks: ['Call Start Time', 'Call Duration (in seconds)', 'Call Type', 'Call Purpose', 'Call Owner'], constants: { type: 'call' }, ignored: [...DERIVED, 'Billable'],
    },
    {
      object: 'activity', label: 'Events', files: ['events', 'event', 'meetings'],
      fields: {
        id: ['EVENTID', 'Record Id', 'Event Id'], subject: ['Subject', 'Title', 'Event Title'], owner: ['Event Owner Id', 'Host Id', 'Event Owner', 'Host'], ...LINKS,
        at: ['Start DateTime', 'From', 'Start Time'], endAt: ['End DateTime', 'To', 'End Time'], ...STAMPS,
      },
      needs: [['at'], ['endAt', 'subject']], marks: ['EVENTID', 'Start DateTime', 'End DateTime', 'Event Owner'], constants: { type: 'meeting' }, ignored: DERIVED,
    },
    {
      object: 'activity', label: 'Tasks', files: ['tasks', 'task'],
      fields: {
        id: ['TASKID', 'Record Id', 'Task Id'], subject: ['Subject'], owner: ['Task Owner Id', 'Task Owner'], ...LINKS, dueDate: ['Due Date'], completedAt: ['Closed Time'], status: ['Status'], ...STAMPS,
      },
      needs: [['dueDate', 'status'], ['subject'], ['owner', 'status']], marks: ['Task Owner', 'Due Date', 'Closed Time'], constants: { type: 'task' }, ignored: [...DERIVED, 'Priority'],
    },
    {
      object: 'account', label: 'Accounts', files: ['accounts', 'account'],
      fields: {
        id: ['ACCOUNTID', 'Record Id', 'Account Id'], name: ['Account Name'], parent: ['Parent Account Id', 'Parent Account'], owner: ['Account Owner Id', 'Account Owner'], type: ['Account Type'],
        industry: ['Industry'], website: ['Website'], country: ['Billing Country'], ...STAMPS,
      },
      needs: [['name'], ['owner', 'type', 'industry', 'website']], marks: ['ACCOUNTID', 'Account Owner', 'Account Type'], ignored: DERIVED,
    },
    {
      object: 'contact', label: 'Contacts', files: ['contacts', 'contact'],
      fields: {
        id: ['CONTACTID', 'Record Id', 'Contact Id'], name: ['Full Name', 'Contact Name'], firstName: ['First Name'], lastName: ['Last Name'], email: ['Email'], phone: ['Mobile', 'Phone'], title: ['Title'],
        account: ['Account Id', 'ACCOUNTID', 'Account Name'], owner: ['Contact Owner Id', 'Contact Owner'], source: ['Lead Source'], ...STAMPS,
      },
      needs: [['lastName', 'name', 'email'], ['account', 'owner']], marks: ['CONTACTID', 'Contact Owner', 'Contact Owner Id'], ignored: DERIVED,
    },
    {
      object: 'lead', label: 'Leads', files: ['leads', 'lead'],
      fields: {
        id: ['LEADID', 'Record Id', 'Lead Id'], name: ['Full Name', 'Lead Name'], firstName: ['First Name'], lastName: ['Last Name'], email: ['Email'], phone: ['Mobile', 'Phone'], title: ['Title', 'Designation'], company: ['Company'],
        owner: ['Lead Owner Id', 'Lead Owner'], source: ['Lead Source'], status: ['Lead Status'], converted: ['CONVERTED', 'Is Converted', 'Converted'], convertedAt: ['Converted Time', 'Converted Date Time'],
        deal: ['Converted Deal Id'], account: ['Converted Account Id'], contact: ['Converted Contact Id'], ...STAMPS,
      },
      needs: [['lastName', 'name', 'email'], ['company', 'status', 'owner']], marks: ['LEADID', 'Lead Owner', 'Lead Status', 'CONVERTED'], ignored: [...DERIVED, 'Website', 'Industry'],
    },
    {
      object: 'person', label: 'Users', files: ['users', 'user'],
      fields: { id: ['USER_ID', 'User Id', 'Record Id'], name: ['Full Name', 'User Name'], firstName: ['First Name'], lastName: ['Last Name'], email: ['Email'], team: ['Role'], manager: ['Reporting To'], active: ['Status'], createdAt: STAMPS.createdAt },
      needs: [['lastName', 'name'], ['email']], marks: ['USER_ID', 'Reporting To', 'Profile'],
    },
    {
      object: 'quote', label: 'Quotes', files: ['quotes', 'quote'],
      fields: {
        id: ['QUOTEID', 'Record Id', 'Quote Id'], name: ['Subject'], deal: ['POTENTIALID', 'Deal Id', 'Deal Name', 'Potential Name'], account: ['ACCOUNTID', 'Account Id', 'Account Name'], owner: ['Quote Owner Id', 'Quote Owner'],
        status: ['Quote Stage'], amount: ['Grand Total'], discount: ['Discount'], currency: ['Currency'], validUntil: ['Valid Till', 'Valid Until'], ...STAMPS,
      },
      needs: [['status', 'validUntil'], ['amount', 'name']], marks: ['QUOTEID', 'Quote Stage', 'Valid Till', 'Quote Owner'], ignored: [...DERIVED, 'Sub Total', 'Tax', 'Adjustments'],
    },
    {
      object: 'product', label: 'Products', files: ['products', 'product'],
      fields: { id: ['PRODUCTID', 'Record Id', 'Product Id'], name: ['Product Name'], code: ['Product Code'], family: ['Product Category'], listPrice: ['Unit Price'], active: ['Product Active'], modifiedAt: STAMPS.modifiedAt },
      needs: [['name'], ['code', 'family', 'active', 'listPrice']], marks: ['PRODUCTID', 'Product Code', 'Product Owner', 'Product Active', 'Qty in Stock'],
      ignored: [...DERIVED, 'Quantity Ordered', 'Quantity In Stock', 'Reorder Level', 'Quantity In Demand', 'Cost of Stocks in hand', 'Need Replenishment', 'Created Time', 'Taxable', 'Commission Rate'],
    },
    {
      object: 'priceBook', label: 'Price Books', files: ['price books', 'pricebooks'],
      fields: { id: ['BOOKID', 'Record Id'], name: ['Price Book Name'], active: ['Active'], modifiedAt: STAMPS.modifiedAt },
      needs: [['name']], marks: ['BOOKID', 'Price Book Name', 'Pricing Model', 'Price Book Owner'], ignored: ['Created Time'],
    },
    {
      object: 'campaign', label: 'Campaigns', files: ['campaigns', 'campaign'],
      fields: {
        id: ['CAMPAIGNID', 'Record Id', 'Campaign Id'], name: ['Campaign Name'], type: ['Type'], status: ['Status'], startDate: ['Start Date'], endDate: ['End Date'], budget: ['Budgeted Cost'], cost: ['Actual Cost'], ...STAMPS,
      },
      needs: [['name'], ['startDate', 'endDate', 'budget']], marks: ['CAMPAIGNID', 'Budgeted Cost', 'Actual Cost', 'Campaign Owner'], ignored: [...DERIVED, 'Expected Revenue'],
    },
    {
      object: 'campaignMember', label: 'Campaign Lead Status', files: ['campaign lead status', 'campaign members'],
      fields: { campaign: ['Campaign Id', 'Campaign Name'], lead: ['Lead Id'], contact: ['Contact Id'], name: ['Lead Name', 'Lead Last Name'], status: ['Status', 'Member Status'], modifiedAt: STAMPS.modifiedAt },
      needs: [['campaign'], ['lead', 'contact', 'name'], ['status']], marks: ['Lead First Name', 'Lead Last Name', 'Is Lead Active?'],
    },
    leftOut('Invoices', ['invoices'], ['INVOICEID', 'Invoice Number'], ['Invoice Status', 'Invoice Owner', 'Sales Order Id']),
    leftOut('Sales Orders', ['sales orders'], ['SALESORDERID', 'SO Number'], ['Sales Order Owner', 'Is Delayed?']),
    leftOut('Purchase Orders', ['purchase orders'], ['PURCHASEORDERID', 'PO Number'], ['Purchase Order Owner', 'PO Date', 'Excise Duty']),
    leftOut('line items of documents', ['invoice line items', 'sales order line items', 'purchase order line items', 'quote line items'], ['INVENTORYRELID'], ['Total After Discount', 'Net Total']),
    leftOut('Vendors', ['vendors'], ['VENDORID', 'Vendor Name'], ['Vendor Owner', 'GL Account']),
    leftOut('Cases', ['cases'], ['CASEID', 'Case Number', 'Case Origin'], ['Case Owner', 'Days to Closed']),
  ],
}
