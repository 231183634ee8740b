import type { ObjectKind } from '#domain/import/objects.ts'
import type { TableSpec, VendorSpec } from './vendor.ts'

/** A file that `leadout export` writes: every column has one name, and all of them together are the mark. */
function table(object: ObjectKind | null, label: string, file: string, columns: Readonly<Record<string, string>>, others: readonly string[] = []): TableSpec {
  return {
    object,
    label,
    files: [file],
    fields: Object.fromEntries(Object.entries(columns).map(([field, header]) => [field, [header]])),
    needs: Object.keys(columns).slice(0, 2).map((field) => [field]),
    marks: [...Object.values(columns), ...others],
    ignored: others,
  }
}

/** What `leadout export` writes, to be read again. Goals, memberships and the ledger come back by `document.json`. */
export const leadout: VendorSpec = {
  id: 'file',
  tables: [
    table('deal', 'deals of Leadout', 'deals', {
      id: 'Deal ID', name: 'Deal name', owner: 'Owner', creator: 'Creator', account: 'Account', pipeline: 'Pipeline', stage: 'Stage',
      closed: 'Is closed', won: 'Is won', amount: 'Amount', currency: 'Currency', closeDate: 'Close date', createdAt: 'Created', type: 'Type',
      source: 'Source', segment: 'Segment', campaign: 'Campaign', reason: 'Reason', forecastCategory: 'Forecast category', nextStep: 'Next step',
    }),
    table('dealFieldHistory', 'history of deals of Leadout', 'field history', {
      deal: 'Deal ID', at: 'Changed at', field: 'Field', oldValue: 'Old value', newValue: 'New value',
    }, ['Currency']),
    table('person', 'people of Leadout', 'people', {
      id: 'User ID', name: 'Name', email: 'Email', phone: 'Phone', title: 'Title', active: 'Active', team: 'Team', manager: 'Manager',
      office: 'Office', segment: 'Segment', discipline: 'Discipline',
    }),
    table('team', 'teams of Leadout', 'teams', {
      id: 'Team ID', name: 'Team name', parent: 'Parent team', manager: 'Lead', office: 'Office', zone: 'Time zone',
    }, ['Calendar']),
    table('stage', 'stages of Leadout', 'stages', {
      id: 'Stage ID', name: 'Stage name', pipeline: 'Pipeline', order: 'Order', probability: 'Probability', closed: 'Is closed', won: 'Is won',
    }),
    table('account', 'accounts of Leadout', 'accounts', {
      id: 'Account ID', name: 'Account name', parent: 'Parent account', owner: 'Account owner', type: 'Type', industry: 'Industry',
      segment: 'Segment', website: 'Website', country: 'Country',
    }),
    table('contact', 'contacts of Leadout', 'contacts', {
      id: 'Contact ID', name: 'Contact name', email: 'Email', phone: 'Phone', title: 'Job title', account: 'Account ID', owner: 'Contact owner',
      source: 'Source',
    }),
    table('lead', 'leads of Leadout', 'leads', {
      id: 'Lead ID', name: 'Lead name', email: 'Email', phone: 'Phone', title: 'Job title', company: 'Company', owner: 'Lead owner',
      source: 'Lead source', status: 'Lead status', converted: 'Converted',
    }),
    table('product', 'products of Leadout', 'products', {
      id: 'Product ID', name: 'Product name', code: 'Product code', family: 'Product family', listPrice: 'List price', currency: 'Currency', active: 'Active',
    }),
    table('activity', 'activities of Leadout', 'activities', {
      id: 'Activity ID', type: 'Activity type', owner: 'Owner', deal: 'Deal ID', account: 'Account ID', contact: 'Contact ID', lead: 'Lead ID',
      at: 'Activity date', duration: 'Duration seconds', direction: 'Direction', status: 'Status', outcome: 'Outcome',
    }),
    table(null, 'goals: apply document.json', 'goals', { scope: 'Scope', metric: 'Metric' }, ['Scope ID', 'Period', 'Goal', 'Goal currency', 'Goal source']),
    table(null, 'memberships: apply document.json', 'memberships', { person: 'Person', from: 'From' }, [
      'Until', 'Team', 'Office', 'Discipline', 'Segment', 'Level', 'Manager', 'Dotted manager', 'In role since',
    ]),
    table(null, 'the ledger: kept for reading', 'changes', { id: 'Change ID', patch: 'Patch' }, [
      'Kind', 'Entity ID', 'Valid at', 'Known at', 'Recorded at', 'Reconstructed', 'Source', 'Import ID', 'Actor ID',
    ]),
  ],
}
