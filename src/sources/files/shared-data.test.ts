import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { ImportPlan, ImportRecord, Problem } from '#domain/import/record.ts'
import { compileMapper } from './mapper.ts'
import { profileFile } from './profile/file.ts'
import { openInput, type InputFile } from './read/input.ts'
import { recognise } from './recognise/recognise.ts'

/** exports of other people, kept beside the repository; see README there */
const root = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const present = existsSync(root)
if (!present) process.stderr.write(`skipped: no data at ${root}\n`)

interface Imported {
  readonly plan: ImportPlan
  /** what each file is, by name */
  readonly kinds: Record<string, string | null>
  readonly columns: (file: string) => Record<string, string>
  readonly records: Record<string, ImportRecord[]>
  readonly problems: Problem[]
}

async function run(
  paths: readonly string[],
  zone = 'UTC',
  currency = 'EUR',
  answers: Record<string, string> = {},
): Promise<Imported> {
  const files: InputFile[] = []
  const profiled: { name: string; profile: Awaited<ReturnType<typeof profileFile>> }[] = []
  for await (const file of openInput(paths.map((path) => root + path))) {
    files.push(file)
    profiled.push({ name: file.name, profile: await profileFile(file.header, file.rows()) })
  }
  const plan = recognise(profiled, answers, { zone })
  const records: Record<string, ImportRecord[]> = {}
  const problems: Problem[] = []
  for (const [n, file] of files.entries()) {
    const map = compileMapper(plan.files[n]!, plan, { zone, currency })
    const own: ImportRecord[] = (records[file.name] = [])
    for await (const chunk of file.rows()) {
      const mapped = map(chunk)
      own.push(...mapped.records)
      problems.push(...mapped.problems)
    }
  }
  const columns = (name: string) => {
    const plan0 = plan.files.find((file) => file.name === name)!
    return Object.fromEntries(
      plan0.columns
        .filter(({ field }) => field !== null)
        .map(({ header, field, refBy }) => [header, refBy === undefined ? field! : `${field} by ${refBy}`]),
    )
  }
  return {
    plan,
    kinds: Object.fromEntries(plan.files.map(({ name, object }) => [name, object])),
    columns,
    records,
    problems,
  }
}

describe.skipIf(!present)('a deal list with its teams, products and accounts', () => {
  test('every file is what it is, every row is read', async () => {
    const { kinds, columns, records, problems, plan } = await run(
      [
        'crm-sales-opportunities/accounts.csv',
        'crm-sales-opportunities/data_dictionary.csv',
        'crm-sales-opportunities/products.csv',
        'crm-sales-opportunities/sales_pipeline.csv',
        'crm-sales-opportunities/sales_teams.csv',
      ],
      'America/Chicago',
      'USD',
    )
    expect(kinds).toEqual({
      'accounts.csv': 'account',
      'data_dictionary.csv': null,
      'products.csv': 'product',
      'sales_pipeline.csv': 'deal',
      'sales_teams.csv': 'person',
    })
    expect(columns('sales_pipeline.csv')).toEqual({
      opportunity_id: 'id',
      sales_agent: 'owner by name',
      product: 'product by name',
      account: 'account by name',
      deal_stage: 'stage by name',
      engage_date: 'createdAt',
      close_date: 'closeDate',
      close_value: 'amount',
    })
    expect(columns('sales_teams.csv')).toEqual({
      sales_agent: 'name',
      manager: 'manager by name',
      regional_office: 'office',
    })
    expect(problems).toEqual([])
    expect(plan.questions).toEqual([])
    expect(plan.stages.map(({ name, kind, rows }) => [name, kind, rows])).toEqual([
      ['Prospecting', 'open', 500],
      ['Engaging', 'open', 1589],
      ['Won', 'won', 4238],
      ['Lost', 'lost', 2473],
    ])
    const deals = records['sales_pipeline.csv']!
    expect(deals).toHaveLength(8_800)
    const won = deals
      .filter(({ values }) => values['stage'] === 'Won')
      .map(({ values }) => (values['amount'] as { minor: number }).minor)
    expect(won.reduce((sum, minor) => sum + minor, 0)).toBe(1_000_553_400)
  })

  test('three ways to write the dates give one set of values', async () => {
    const values = async (path: string) => {
      const { records, problems } = await run([`crm-sales-opportunities/${path}`])
      expect(problems).toEqual([])
      return Object.values(records)[0]!.map(({ values: { id, createdAt, closeDate, amount } }) => ({
        id,
        createdAt,
        closeDate,
        amount,
      }))
    }
    const [iso, us, dmy] = [
      await values('sales_pipeline.csv'),
      await values('variants/us-dates.csv'),
      await values('variants/dmy-dates.csv'),
    ]
    expect(us).toEqual(iso)
    expect(dmy).toEqual(iso)
  })
})

describe.skipIf(!present)('a data export of Salesforce', () => {
  test('objects, references, stages from flags, a channel that is no person', async () => {
    const { plan, kinds, columns, records, problems } = await run(['loan-desk'], 'Europe/Amsterdam')
    expect(kinds).toEqual({
      'Opportunity.csv': 'deal',
      'OpportunityFieldHistory.csv': 'dealFieldHistory',
      'OpportunityHistory.csv': 'dealHistory',
      'Task.csv': 'activity',
      'User.csv': 'person',
    })
    expect(new Set(plan.files.map(({ vendor }) => vendor))).toEqual(new Set(['salesforce']))
    expect(columns('Opportunity.csv')).toMatchObject({
      Id: 'id',
      OwnerId: 'owner by id',
      StageName: 'stage by name',
      IsClosed: 'closed',
      IsWon: 'won',
      CloseDate: 'closeDate',
    })
    expect(columns('Task.csv')).toMatchObject({
      WhatId: 'what by id',
      OwnerId: 'owner by id',
      CallDurationInSeconds: 'duration',
      CompletedDateTime: 'completedAt',
    })
    expect(Object.values(records).map(({ length }) => length)).toEqual([7_455, 2_815, 25_926, 37_184, 60])
    expect(problems).toEqual([])
    expect(plan.stages.filter(({ kind }) => kind !== 'open').map(({ name, kind, rows }) => [name, kind, rows])).toEqual(
      [
        ['Approved', 'won', 1130],
        ['Declined', 'lost', 4334],
        ['Cancelled', 'lost', 1346],
      ],
    )
    expect(plan.stages.filter(({ kind }) => kind === 'open').map(({ name }) => name)).toEqual([
      'Submitted',
      'Pre-accepted',
      'Accepted',
      'Offer sent',
      'Offer returned',
    ])
    const channel = records['User.csv']!.find(
      ({ values }) => values['firstName'] === 'Online' && values['lastName'] === 'Channel',
    )
    expect(plan.notPersons).toEqual([channel?.externalId])
    expect(plan.questions).toEqual([])
    expect(new Date(plan.newestStamp!).toISOString()).toBe('2011-12-31T21:11:04.000Z')
  })
})

describe.skipIf(!present)('an export of Zoho', () => {
  test('what is imported, what is left out, three date styles', async () => {
    const { plan, kinds, columns, records, problems } = await run(['zoho-crm'], 'UTC', 'USD')
    expect(kinds).toEqual({
      'Accounts.csv': 'account',
      'Calls.csv': 'activity',
      'Campaign_Lead_Status.csv': 'campaignMember',
      'Campaigns.csv': 'campaign',
      'Cases.csv': null,
      'Contacts.csv': 'contact',
      'Events.csv': 'activity',
      'Invoice_Line_Items.csv': null,
      'Invoices.csv': null,
      'Leads.csv': 'lead',
      'Potentials.csv': 'deal',
      'Price_Books.csv': 'priceBook',
      'Products.csv': 'product',
      'Purchase_Order_Line_Items.csv': null,
      'Purchase_Orders.csv': null,
      'Quotes.csv': 'quote',
      'Sales_Order_Line_Items.csv': null,
      'Sales_Orders.csv': null,
      'Tasks.csv': 'activity',
      'Users.csv': 'person',
      'Vendors.csv': null,
    })
    expect(plan.currency).toBe('USD')
    expect(columns('Calls.csv')).toMatchObject({
      'Call Owner Id': 'owner by id',
      CONTACTID: 'contact by id',
      ACCOUNTID: 'account by id',
      POTENTIALID: 'deal by id',
      'Call Start Time': 'at',
    })
    expect(columns('Potentials.csv')).toMatchObject({
      'Potential Owner': 'owner by name',
      'Closing Date': 'closeDate',
      Amount: 'amount',
      LEADID: 'lead by id',
    })
    expect(plan.files.filter(({ object }) => object === 'activity').map(({ constants }) => constants['type'])).toEqual([
      'call',
      'meeting',
      'task',
    ])
    expect(records['Potentials.csv']).toHaveLength(3_632)
    expect(records['Calls.csv']).toHaveLength(4_100)
    expect(new Set(records['Potentials.csv']!.map(({ externalId }) => externalId)).size).toBe(3_632)
    expect(new Set(records['Tasks.csv']!.map(({ externalId }) => externalId)).size).toBeLessThan(2_978)
    expect(records['Campaigns.csv']![0]!.values).toMatchObject({
      budget: { minor: 11_500_000 },
      startDate: { date: '2021-04-25' },
    })
    expect(problems.filter(({ severity }) => severity === 'reject')).toEqual([])
    const question = plan.questions.find(({ key }) => key === 'deal-key:Potentials.csv')!
    expect(question.options.map(({ value, rows }) => [value, rows])).toContainEqual(['name+owner+createdAt', 2])
  })
})

describe.skipIf(!present)('an export edited by hand', () => {
  test('mangled header, day before month, stages against flags', async () => {
    const { plan, kinds, records, problems } = await run(['salesforce-stage-history'])
    expect(kinds).toEqual({ 'Opportunity History.csv': 'dealHistory', 'Opportunity.csv': 'deal' })
    expect(plan.files.flatMap(({ columns }) => columns.flatMap(({ styles }) => styles ?? []))).not.toContain('mdy')
    expect(plan.questions.map(({ key, suggested }) => [key, suggested])).toEqual([['stage-flags', 'stage']])
    expect(records['Opportunity.csv']).toHaveLength(219)
    expect(records['Opportunity History.csv']).toHaveLength(584)
    expect(records['Opportunity History.csv']![0]!.values).toEqual({
      deal: '0068d000002OrbYAAS',
      at: { date: '2022-04-06' },
      stage: 'Negotiation/Review',
    })
    expect(problems).toEqual([])
  })
})

describe.skipIf(!present)('column sets of the programming interfaces', () => {
  test('Salesforce', async () => {
    const { kinds, columns } = await run(['salesforce-seeds'])
    expect(kinds).toEqual({
      'sf_account_data.csv': 'account',
      'sf_account_history_data.csv': null,
      'sf_contact_data.csv': 'contact',
      'sf_contact_history_data.csv': null,
      'sf_event_data.csv': 'activity',
      'sf_lead_data.csv': 'lead',
      'sf_opportunity_data.csv': 'deal',
      'sf_opportunity_history_data.csv': 'dealHistory',
      'sf_opportunity_line_item_data.csv': 'lineItem',
      'sf_order_data.csv': null,
      'sf_product_2_data.csv': 'product',
      'sf_task_data.csv': 'activity',
      'sf_user_data.csv': 'person',
      'sf_user_role_data.csv': 'team',
    })
    expect(columns('sf_opportunity_data.csv')).toMatchObject({
      id: 'id',
      stage_name: expect.stringMatching('stage'),
      close_date: 'closeDate',
      amount: 'amount',
      owner_id: 'owner by id',
      account_id: 'account by id',
      is_won: 'won',
    })
    expect(columns('sf_task_data.csv')).toMatchObject({
      what_id: 'what by id',
      who_id: 'who by id',
      activity_date: 'dueDate',
      completed_date_time: 'completedAt',
      task_subtype: 'type',
    })
  })

  test('HubSpot', async () => {
    const { kinds, columns, plan } = await run(['hubspot-seeds'])
    const objects = (object: string) => Object.keys(kinds).filter((name) => kinds[name] === object)
    expect(objects('deal')).toEqual(['deal_data.csv'])
    expect(objects('dealHistory')).toEqual(['deal_stage_data.csv'])
    expect(objects('dealFieldHistory')).toEqual(['deal_property_history_data.csv'])
    expect(objects('stage')).toEqual(['deal_pipeline_stage_data.csv'])
    expect(objects('pipeline')).toEqual(['deal_pipeline_data.csv'])
    expect(objects('contact')).toEqual(['contact_data.csv'])
    expect(objects('team')).toEqual(['team_data.csv'])
    expect(objects('person')).toEqual(['owner_data.csv', 'users_data.csv'])
    expect(objects('activity').every((name) => name.startsWith('engagement_'))).toBe(true)
    expect(objects('lead')).toEqual([])
    expect(columns('deal_data.csv')).toMatchObject({
      deal_id: 'id',
      property_dealname: 'name',
      deal_pipeline_stage_id: 'stage by id',
      property_closedate: 'closeDate',
      owner_id: 'owner by id',
    })
    expect(plan.files.find(({ name }) => name === 'ticket_data.csv')).toMatchObject({ object: null, label: 'Tickets' })
  })
})
