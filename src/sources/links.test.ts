import { expect, test } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { importing } from '../../test/support/imports.ts'

const { db } = await testDatabase()
const { bring, file, newOrg } = await importing(db)

const FILES = {
  'deal_data.csv': `deal_id,is_deleted,deal_pipeline_id,deal_pipeline_stage_id,owner_id,portal_id,property_dealname,property_amount,property_closedate,property_createdate
501,false,default,closedwon,77,1,Rollout,1000.00,2025-03-20 10:00:00,2025-01-10 10:00:00
502,false,default,contractsent,77,1,Pilot,2000.00,2025-05-20 10:00:00,2025-01-12 10:00:00
`,
  'company_data.csv': `id,is_deleted,portal_id,property_name,property_industry,property_createdate
901,false,1,Acme,Retail,2024-01-10 10:00:00
902,false,1,Bolt,Steel,2024-01-11 10:00:00
`,
  'contact_data.csv': `id,is_deleted,property_firstname,property_lastname,property_email,property_createdate
301,false,Cleo,Card,cleo@acme.example,2024-02-10 10:00:00
302,false,Dan,Dale,dan@acme.example,2024-02-11 10:00:00
`,
  'engagement_call_data.csv': `engagement_id,_fivetran_deleted,owner_id,type,property_hs_call_title,property_hs_call_duration,property_hs_timestamp,property_hs_createdate
801,false,77,CALL,Hello,60000,2025-02-01 10:00:00,2025-02-01 10:00:00
`,
  'deal_company_data.csv': `company_id,deal_id,type_id,category
902,501,341,HUBSPOT_DEFINED
901,501,5,HUBSPOT_DEFINED
902,502,341,HUBSPOT_DEFINED
`,
  'engagement_deal_data.csv': `deal_id,engagement_id,engagement_type,type_id,category
502,801,CALL,206,HUBSPOT_DEFINED
`,
  'engagement_contact_data.csv': `contact_id,engagement_id,engagement_type,type_id,category
301,801,CALL,194,HUBSPOT_DEFINED
302,801,CALL,194,HUBSPOT_DEFINED
`,
}

const paths = async (change: Readonly<Record<string, string>> = {}) =>
  Promise.all(Object.entries({ ...FILES, ...change }).map(([name, text]) => file(name, text)))

const accounts = async (orgId: string) =>
  (
    await db
      .selectFrom('deal_span as d')
      .innerJoin('span as a', (join) =>
        join.onRef('a.org_id', '=', 'd.org_id').onRef('a.entity_id', '=', 'd.account_id'),
      )
      .select(['d.external_id as deal', 'a.state'])
      .where('d.org_id', '=', orgId)
      .orderBy('d.external_id')
      .orderBy('d.valid_from')
      .orderBy('d.recorded_from')
      .execute()
  ).map(({ deal, state }) => `${deal} ${String((state as { name?: string }).name)}`)

test('tables of links give deals their accounts and activities their deal and contacts, once', async () => {
  const orgId = await newOrg()
  const first = await bring(orgId, await paths(), { answers: {}, takenAt: '2025-06-01T00:00:00Z' })
  expect(first.written).toBe(true)
  expect(new Set(await accounts(orgId))).toEqual(new Set(['501 Acme', '502 Bolt']))
  const [call] = await db
    .selectFrom('activity as a')
    .innerJoin('deal_span as d', (join) => join.onRef('d.org_id', '=', 'a.org_id').onRef('d.deal_id', '=', 'a.deal_id'))
    .select(['a.id', 'd.external_id', 'a.contact_id'])
    .where('a.org_id', '=', orgId)
    .execute()
  expect(call).toMatchObject({ external_id: '502', contact_id: expect.any(String) })
  const present = await db.selectFrom('activity_participant').select('side').where('org_id', '=', orgId).execute()
  expect(present).toEqual([{ side: 'theirs' }, { side: 'theirs' }])
  const again = await bring(orgId, await paths(), { takenAt: '2025-06-02T00:00:00Z' })
  expect(again.objects['deals']).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
  expect(again.objects['activities']).toMatchObject({ new: 0, changed: 0, unchanged: 1 })
  const moved = FILES['deal_company_data.csv'].replace('902,502', '901,502')
  const later = await bring(orgId, await paths({ 'deal_company_data.csv': moved }), { takenAt: '2025-06-03T00:00:00Z' })
  expect(later.objects['deals']).toMatchObject({ new: 0, changed: 1, unchanged: 1 })
})

test('lists of ids in one cell name the primary one first', async () => {
  const orgId = await newOrg()
  const deals = `Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Pipeline,Associated Company IDs
501,Rollout,Closed Won,2025-03-20 10:00,Ana Berg,1000,2025-01-10 10:00,Sales Pipeline,901;902
`
  const companies = `Record ID,Company name,Company owner,Industry,Create Date
901,Acme,Ana Berg,Retail,2024-01-10 10:00
902,Bolt,Ana Berg,Steel,2024-01-11 10:00
`
  await bring(orgId, [await file('all-deals.csv', deals), await file('all-companies.csv', companies)])
  expect(new Set(await accounts(orgId))).toEqual(new Set(['501 Acme']))
})
