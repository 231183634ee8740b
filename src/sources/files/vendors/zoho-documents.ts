import { fields, names, type TableSpec } from './vendor.ts'

const STAMPS = `
  createdAt: Created Time
  modifiedAt: Modified Time | Last Modified Time
`
const DERIVED = `
  Age in Days | Age Tier | Amount Tier | Tasks Involved | Events Involved | Calls Involved | Activities Involved
    | SEMODULE | month_Created Time1 | Tag | Currency Exchange Rate
`

/** Quotes, products, campaigns, and the documents that are left out. */
export const zohoDocuments: readonly TableSpec[] = [
  {
    object: 'quote',
    label: 'Quotes',
    files: names('quotes | quote'),
    fields: fields(`
        id: QUOTEID | Record Id | Quote Id
        name: Subject
        deal: POTENTIALID | Deal Id | Deal Name | Potential Name
        account: ACCOUNTID | Account Id | Account Name
        owner: Quote Owner Id | Quote Owner
        status: Quote Stage
        amount: Grand Total
        discount: Discount
        currency: Currency
        validUntil: Valid Till | Valid Until
        ${STAMPS}
      `),
    needs: [
      ['status', 'validUntil'],
      ['amount', 'name'],
    ],
    marks: names('QUOTEID | Quote Stage | Valid Till | Quote Owner'),
    ignored: names(`
        ${DERIVED}
        | Sub Total | Tax | Adjustments
      `),
  },
  {
    object: 'product',
    label: 'Products',
    files: names('products | product'),
    fields: fields(`
        id: PRODUCTID | Record Id | Product Id
        name: Product Name
        code: Product Code
        family: Product Category
        listPrice: Unit Price
        active: Product Active
        modifiedAt: Modified Time | Last Modified Time
      `),
    needs: [['name'], ['code', 'family', 'active', 'listPrice']],
    marks: names('PRODUCTID | Product Code | Product Owner | Product Active | Qty in Stock'),
    ignored: names(`
        ${DERIVED}
        | Quantity Ordered | Quantity In Stock | Reorder Level | Quantity In Demand | Cost of Stocks in hand
          | Need Replenishment | Created Time | Taxable | Commission Rate
      `),
  },
  {
    object: 'priceBook',
    label: 'Price Books',
    files: names('price books | pricebooks'),
    fields: fields(`
        id: BOOKID | Record Id
        name: Price Book Name
        active: Active
        modifiedAt: Modified Time | Last Modified Time
      `),
    needs: [['name']],
    marks: names('BOOKID | Price Book Name | Pricing Model | Price Book Owner'),
    ignored: names('Created Time'),
  },
  {
    object: 'campaign',
    label: 'Campaigns',
    files: names('campaigns | campaign'),
    fields: fields(`
        id: CAMPAIGNID | Record Id | Campaign Id
        name: Campaign Name
        type: Type
        status: Status
        startDate: Start Date
        endDate: End Date
        budget: Budgeted Cost
        cost: Actual Cost
        ${STAMPS}
      `),
    needs: [['name'], ['startDate', 'endDate', 'budget']],
    marks: names('CAMPAIGNID | Budgeted Cost | Actual Cost | Campaign Owner'),
    ignored: names(`
        ${DERIVED}
        | Expected Revenue
      `),
  },
  {
    object: 'campaignMember',
    label: 'Campaign Lead Status',
    files: names('campaign lead status | campaign members'),
    fields: fields(`
        campaign: Campaign Id | Campaign Name
        lead: Lead Id
        contact: Contact Id
        name: Lead Name | Lead Last Name
        status: Status | Member Status
        modifiedAt: Modified Time | Last Modified Time
      `),
    needs: [['campaign'], ['lead', 'contact', 'name'], ['status']],
    marks: names('Lead First Name | Lead Last Name | Is Lead Active?'),
  },
  {
    object: null,
    label: 'Invoices',
    files: names('invoices'),
    fields: fields(`
        number: INVOICEID | Invoice Number
        total: Grand Total | Gross Total | Net Total | Sub Total
      `),
    needs: [['number']],
    marks: names('INVOICEID | Invoice Number | Invoice Status | Invoice Owner | Sales Order Id'),
  },
  {
    object: null,
    label: 'Sales Orders',
    files: names('sales orders'),
    fields: fields(`
        number: SALESORDERID | SO Number
        total: Grand Total | Gross Total | Net Total | Sub Total
      `),
    needs: [['number']],
    marks: names('SALESORDERID | SO Number | Sales Order Owner | Is Delayed?'),
  },
  {
    object: null,
    label: 'Purchase Orders',
    files: names('purchase orders'),
    fields: fields(`
        number: PURCHASEORDERID | PO Number
        total: Grand Total | Gross Total | Net Total | Sub Total
      `),
    needs: [['number']],
    marks: names('PURCHASEORDERID | PO Number | Purchase Order Owner | PO Date | Excise Duty'),
  },
  {
    object: null,
    label: 'line items of documents',
    files: names(`
        invoice line items | sales order line items | purchase order line items | quote line items
      `),
    fields: fields(`
        number: INVENTORYRELID
        total: Grand Total | Gross Total | Net Total | Sub Total
      `),
    needs: [['number']],
    marks: names('INVENTORYRELID | Total After Discount | Net Total'),
  },
  {
    object: null,
    label: 'Vendors',
    files: names('vendors'),
    fields: fields(`
        number: VENDORID | Vendor Name
        total: Grand Total | Gross Total | Net Total | Sub Total
      `),
    needs: [['number']],
    marks: names('VENDORID | Vendor Name | Vendor Owner | GL Account'),
  },
  {
    object: null,
    label: 'Cases',
    files: names('cases'),
    fields: fields(`
        number: CASEID | Case Number | Case Origin
        total: Grand Total | Gross Total | Net Total | Sub Total
      `),
    needs: [['number']],
    marks: names('CASEID | Case Number | Case Origin | Case Owner | Days to Closed'),
  },
]
