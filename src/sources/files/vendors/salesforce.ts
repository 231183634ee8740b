import { fields, names, stageKinds, type VendorSpec } from './vendor.ts'
import { salesforcePeople } from './salesforce-people.ts'

/** API names of the Data Export first, then the labels of reports. */
const STAMPS = `
  createdAt: CreatedDate | Created Date
  modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
  deleted: IsDeleted | Deleted
`
const AUDIT = `
  LastModifiedById | LastViewedDate | LastReferencedDate | LastActivityDate | MasterRecordId | RecordTypeId
    | PhotoUrl | JigsawContactId | _fivetran_synced | _fivetran_active | _fivetran_start | _fivetran_end
    | _fivetran_deleted
`

export const salesforce: VendorSpec = {
  id: 'salesforce',
  signature: /__c$|^(?:Is|Has)[A-Z]|^[A-Z][a-z]+[A-Za-z]*Id$|^SystemModstamp$/,
  stages: stageKinds({
    open: `
      Prospecting | Qualification | Needs Analysis | Value Proposition | Id. Decision Makers | Perception Analysis
        | Proposal/Price Quote | Negotiation/Review
    `,
    won: 'Closed Won',
    lost: 'Closed Lost',
  }),
  tables: [
    {
      object: 'deal',
      label: 'Opportunity',
      files: names('opportunity | opportunities | sf_opportunity'),
      fields: fields(`
        id: Id | OpportunityId | Opportunity ID | 18 Digit Opportunity ID
        name: Name | Opportunity Name
        owner: OwnerId | Opportunity Owner ID | Owner ID | Opportunity Owner
        creator: CreatedById | Created By ID | Created By
        account: AccountId | Account ID | Account Name
        contact: ContactId | Primary Contact ID | Primary Contact
        campaign: CampaignId | Primary Campaign Source ID | Primary Campaign Source
        stage: StageName | Stage
        closed: IsClosed | Closed
        won: IsWon | Won
        amount: Amount | Amount (converted)
        currency: CurrencyIsoCode
        probability: Probability | Probability (%)
        closeDate: CloseDate | Close Date
        type: Type | Opportunity Type
        source: LeadSource | Lead Source
        reason: Loss Reason | Lost Reason | Closed Lost Reason | Won Lost Reason
        forecastCategory: ForecastCategoryName | ForecastCategory | Forecast Category
        nextStep: NextStep | Next Step
        stageChangedAt: LastStageChangeDate | Last Stage Change Date
        ${STAMPS}
      `),
      needs: [
        ['stage', 'closed', 'won', 'closeDate'],
        ['name', 'id', 'amount'],
      ],
      marks: names(`
        IsWon | ForecastCategory | ForecastCategoryName | LastStageChangeDate | Opportunity Name | Opportunity Owner
          | ExpectedRevenue | HasOpportunityLineItem
      `),
      ignored: names(`
        ${AUDIT}
        | ExpectedRevenue | Fiscal | FiscalYear | FiscalQuarter | Fiscal Period | Age | PushCount | HasOpenActivity
          | HasOverdueTask | HasOpportunityLineItem | IsPrivate | Pricebook2Id | TotalOpportunityQuantity
          | LastAmountChangedHistoryId | LastCloseDateChangedHistoryId | Owner Role | SyncedQuoteId | Territory2Id
          | IsExcludedFromTerritory2Filter
      `),
    },
    {
      object: 'dealHistory',
      label: 'OpportunityHistory',
      files: names('opportunityhistory | sf_opportunity_history | stagehistory'),
      fields: fields(`
        id: Id
        deal: OpportunityId | Opportunity ID | OppID | Opportunity Name
        at: CreatedDate | Created Date | Last Modified | Edit Date
        by: CreatedById | Last Modified By
        stage: StageName | To Stage | Stage
        amount: Amount
        currency: CurrencyIsoCode
        closeDate: CloseDate | Close Date
        probability: Probability | Probability (%)
        forecastCategory: ForecastCategory
      `),
      needs: [['deal'], ['at'], ['stage']],
      marks: names('OppID | SortOrder | PrevAmount | PrevCloseDate | To Stage | From Stage'),
      ignored: names(`
        ${AUDIT}
        | SystemModstamp | IsDeleted | ExpectedRevenue | PrevAmount | PrevCloseDate | SortOrder | From Stage
      `),
    },
    {
      object: 'dealHistory',
      label: 'Opportunity history (replicated)',
      files: names('sf_opportunity_history'),
      fields: fields(`
        deal: Id
        at: _fivetran_start
        stage: StageName
        amount: Amount
        currency: CurrencyIsoCode
        closeDate: CloseDate
        probability: Probability
        forecastCategory: ForecastCategoryName | ForecastCategory
      `),
      needs: [['deal'], ['at'], ['stage']],
      marks: names(`
        _fivetran_start | _fivetran_end | _fivetran_active | AccountId | Name | IsClosed | LeadSource | OwnerId
          | Type | StageName | CloseDate | IsWon | ForecastCategoryName | HasOpportunityLineItem | ExpectedRevenue
      `),
      ignored: names(`
        LastActivityDate | LastViewedDate | LastReferencedDate | _fivetran_synced | CreatedDate
      `),
    },
    {
      object: null,
      label: 'history of accounts',
      files: names('sf_account_history'),
      fields: fields(`
        id: Id
        at: _fivetran_start
        name: Name
        owner: OwnerId
      `),
      needs: [['at'], ['name']],
      marks: names(`
        _fivetran_start | _fivetran_end | BillingCountry | AnnualRevenue | NumberOfEmployees | Industry | Ownership
          | AccountSource | AccountNumber | ParentId | Website | ShippingCountry
      `),
    },
    {
      object: null,
      label: 'history of contacts',
      files: names('sf_contact_history'),
      fields: fields(`
        id: Id
        at: _fivetran_start
        name: LastName
        account: AccountId
        email: Email
      `),
      needs: [['at'], ['name']],
      marks: names(`
        _fivetran_start | _fivetran_end | MailingCity | MailingCountry | ReportsToId | IndividualId | MobilePhone
          | HomePhone | FirstName | LastName | Email
      `),
    },
    {
      object: 'dealFieldHistory',
      label: 'OpportunityFieldHistory',
      files: names('opportunityfieldhistory'),
      fields: fields(`
        id: Id
        deal: OpportunityId | Opportunity ID | Opportunity Name
        at: CreatedDate | Edit Date
        by: CreatedById | Edited By
        field: Field | Field / Event
        oldValue: OldValue | Old Value
        newValue: NewValue | New Value
      `),
      needs: [['deal'], ['at'], ['field'], ['newValue', 'oldValue']],
      marks: names('OldValue | NewValue | Field'),
      ignored: names(`
        ${AUDIT}
        | IsDeleted | DataType
      `),
    },
    {
      object: 'lineItem',
      label: 'OpportunityLineItem',
      files: names('opportunitylineitem | opportunityproduct | sf_opportunity_line_item'),
      fields: fields(`
        id: Id | Line Item ID
        deal: OpportunityId | Opportunity ID | Opportunity Name
        product: Product2Id | Product ID | ProductCode | Product Name
        name: Name
        quantity: Quantity
        listPrice: ListPrice | List Price
        price: UnitPrice | Sales Price
        discount: Discount
        total: TotalPrice | Total Price
        currency: CurrencyIsoCode
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
        deleted: IsDeleted | Deleted
      `),
      needs: [['deal'], ['product', 'name'], ['quantity', 'price', 'total']],
      marks: names('PricebookEntryId | TotalPrice | UnitPrice | Product2Id | Quantity'),
      ignored: names(`
        ${AUDIT}
        | CreatedById | CreatedDate | PricebookEntryId | SortOrder | ServiceDate | HasSchedule | HasRevenueSchedule
          | HasQuantitySchedule
      `),
    },
    {
      object: 'product',
      label: 'Product2',
      files: names('product2 | products | sf_product_2'),
      fields: fields(`
        id: Id | Product ID
        name: Name | Product Name
        code: ProductCode | Product Code
        family: Family | Product Family
        active: IsActive | Active
        currency: CurrencyIsoCode
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
      needs: [['name'], ['code', 'family']],
      marks: names('Family | ProductCode | StockKeepingUnit | QuantityUnitOfMeasure'),
      ignored: names(`
        ${AUDIT}
        | CreatedById | CreatedDate | IsDeleted | IsArchived
      `),
    },
    {
      object: 'priceBook',
      label: 'Pricebook2',
      files: names('pricebook2 | pricebook'),
      fields: fields(`
        id: Id
        name: Name | Price Book Name
        active: IsActive | Active
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
      needs: [['name'], ['active']],
      marks: names('IsStandard | Price Book Name'),
      ignored: names(`
        ${AUDIT}
        | CreatedById | CreatedDate | IsDeleted | IsStandard | Description
      `),
    },
    {
      object: 'priceBookEntry',
      label: 'PricebookEntry',
      files: names('pricebookentry'),
      fields: fields(`
        id: Id
        priceBook: Pricebook2Id | Price Book ID | Price Book Name
        product: Product2Id | Product ID | Product Name
        price: UnitPrice | List Price
        currency: CurrencyIsoCode
        active: IsActive | Active
        modifiedAt: LastModifiedDate | SystemModstamp | Last Modified Date
      `),
      needs: [['priceBook'], ['product'], ['price']],
      marks: names('Pricebook2Id | UseStandardPrice'),
      ignored: names(`
        ${AUDIT}
        | CreatedById | CreatedDate | IsDeleted | Name | ProductCode | UseStandardPrice
      `),
    },
    ...salesforcePeople,
  ],
}
